import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import type { ModelConfig } from "./config.ts";
import { switchableParts } from "./switches.ts";

/**
 * The parts that a list names.
 * @param flag where the list was given, for errors
 * @param list names with commas between them; a * stands for any layer or head
 * @throws UsageError for a part that the network does not have, with the nearest that it has
 */
export function partList(flag: string, list: string | undefined, config: ModelConfig): string[] {
  if (list === undefined) return [];
  const known = switchableParts(config);
  const names = list.split(",").map((name) => name.trim());
  const found = names.flatMap((name) => {
    const pattern = new RegExp(`^${RegExp.escape(name).replaceAll("\\*", "\\d+")}$`);
    const parts = known.filter((part) => pattern.test(part));
    if (parts.length > 0) return parts;
    const close = nearest(name, known);
    const advice =
      close === undefined
        ? `parts are layers.0.attention, layers.0.attention.heads.0 and layers.0.feed_forward, up to layer ${config.nLayers - 1} and head ${config.nHeads - 1}`
        : `did you mean ${close}?`;
    throw new UsageError(`${flag}: the model has no part "${name}"; ${advice}`);
  });
  return [...new Set(found)];
}
