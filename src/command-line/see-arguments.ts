import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import type { ModelConfig } from "../model/config.ts";
import { switchableParts } from "../model/switches.ts";
import { stepNames } from "../see/pass/steps.ts";
import type { Definitions } from "./definitions.ts";
import { integer } from "./values.ts";

/** Which parts of the network add nothing. */
export const withoutArgument = {
  without: {
    type: "string",
    valueHint: "LIST",
    description:
      "switch parts off, such as layers.0.attention,layers.2.attention.heads.5; * stands for any number",
  },
} as const satisfies Definitions;

/**
 * The parts that a list names.
 * @param flag for errors
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

/**
 * A step of the forward pass given to a flag.
 * @throws UsageError for one that the pass does not have, with the nearest that it has
 */
export function stepNamed(flag: string, name: string | undefined, config: ModelConfig): string | undefined {
  if (name === undefined) return undefined;
  const known = stepNames(config);
  if (known.includes(name)) return name;
  const close = nearest(name, known);
  const advice =
    close === undefined
      ? `steps are text, ids, tok_embeddings, layers.0.attention.wq and so on, norm, output, choice`
      : `did you mean ${close}?`;
  throw new UsageError(`${flag}: there is no step "${name}"; ${advice}`);
}

/**
 * Some of the numbers 0 to `count` - 1, as a list such as "0,3,7".
 * @returns all of them if there is no list
 * @throws UsageError
 */
export function numberList(flag: string, list: string | undefined, count: number, what: string): number[] {
  if (list === undefined) return Array.from({ length: count }, (_, n) => n);
  return list.split(",").map((text) => oneOfCount(flag, text.trim(), count, what));
}

/**
 * The positions of a prompt that a list names; "last" is the last one.
 * @throws UsageError
 */
export function positionList(flag: string, list: string | undefined, tokens: number): number[] {
  if (list === undefined) return Array.from({ length: tokens }, (_, n) => n);
  const named = list.split(",").map((text) => {
    const word = text.trim();
    return word === "last" ? tokens - 1 : oneOfCount(flag, word, tokens, "position");
  });
  return [...new Set(named)].sort((a, b) => a - b);
}

/** A token id given to a flag. @throws UsageError */
export function tokenId(flag: string, text: string | undefined, config: ModelConfig): number | undefined {
  const id = integer(flag, text, { least: 0 });
  if (id !== undefined && id >= config.vocabSize) {
    throw new UsageError(
      `--${flag} ${id} is not in the vocabulary; ids go from 0 to ${config.vocabSize - 1}`,
    );
  }
  return id;
}

function oneOfCount(flag: string, text: string, count: number, what: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number < count) return number;
  throw new UsageError(`--${flag} "${text}" is no ${what} here; they go from 0 to ${count - 1}`);
}
