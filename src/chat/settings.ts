import { UserError } from "../common/errors.ts";
import { defaultLastTokens, type Penalties } from "../generate/penalties.ts";
import type { SamplerOptions } from "../generate/sampler.ts";

/** A number that decides how the next token is chosen. */
interface Setting {
  readonly help: string;
  read(options: SamplerOptions): number | bigint | undefined;
  /** @param value undefined: none; only where `isOptional` */
  write(options: SamplerOptions, value: number | undefined): SamplerOptions;
  readonly least?: number;
  /** Whether `least` itself is too small. */
  readonly isOpen?: boolean;
  readonly most?: number;
  readonly isWhole?: boolean;
  readonly isOptional?: boolean;
}

type Limits = Pick<Setting, "least" | "isOpen" | "most" | "isWhole" | "isOptional">;

/** A setting that is an option of the sampler. */
function option(
  key: "temperature" | "topK" | "topP" | "minP" | "seed",
  limits: Limits,
  help: string,
): Setting {
  return {
    ...limits,
    help,
    read: (options) => options[key],
    write: (options, value) => ({ ...options, [key]: value }),
  };
}

const noPenalties: Penalties = { repeat: 1, presence: 0, frequency: 0, lastTokens: defaultLastTokens };

/** A setting that is one of the penalties for tokens that occurred before. */
function penalty(
  key: "repeat" | "presence" | "frequency" | "lastTokens",
  limits: Limits,
  help: string,
): Setting {
  return {
    ...limits,
    help,
    read: ({ penalties = noPenalties }) => penalties[key],
    write: (options, value) => {
      return { ...options, penalties: { ...noPenalties, ...options.penalties, [key]: value } };
    },
  };
}

/** The settings, by the names of their flags. */
const settings: Readonly<Record<string, Setting>> = {
  temp: option("temperature", { least: 0 }, "temperature; 0: always the likeliest token"),
  "top-k": option("topK", { least: 0, isWhole: true }, "only the K likeliest; 0: all"),
  "top-p": option("topP", { least: 0, isOpen: true, most: 1 }, "only the likeliest that together have P"),
  "min-p": option("minP", { least: 0, most: 1 }, "none less than P times as likely as the best"),
  seed: option("seed", { least: 0, isWhole: true, isOptional: true }, "repeats the draws; none: a new one"),
  "repeat-penalty": penalty(
    "repeat",
    { least: 0, isOpen: true },
    "divides the score of earlier tokens; 1: off",
  ),
  "presence-penalty": penalty("presence", { least: -2, most: 2 }, "subtracted from it; 0: off"),
  "frequency-penalty": penalty("frequency", { least: -2, most: 2 }, "subtracted for each time; 0: off"),
  "repeat-last-n": penalty("lastTokens", { least: -1, isWhole: true }, "how many tokens back; -1: all"),
};

/** Their names. */
export const settingNames: readonly string[] = Object.keys(settings);

/** The settings as a table, or one of them. @throws UserError if there is none with that name */
export function describeSettings(options: SamplerOptions, name?: string): string {
  const rows = name === undefined ? Object.entries(settings) : [[name, find(name)] as const];
  return rows
    .map(
      ([each, { read, help }]) =>
        `${each.padEnd(17)}  ${String(read(options) ?? "none").padEnd(10)}  ${help}`,
    )
    .join("\n");
}

/** Changes a setting. @throws UserError if there is none with that name, or the value is not allowed */
export function changeSetting(options: SamplerOptions, name: string, text: string): SamplerOptions {
  const setting = find(name);
  if (setting.isOptional && text === "none") return setting.write(options, undefined);
  const value = text === "" ? Number.NaN : Number(text);
  const { least = -Infinity, most = Infinity, isOpen, isWhole } = setting;
  const isFit = Number.isFinite(value) && value >= least && !(isOpen && value === least) && value <= most;
  if (!isFit || (isWhole && !Number.isSafeInteger(value))) {
    throw new UserError(`${name} ${text}: ${describeLimits(setting)}`);
  }
  return setting.write(options, value);
}

function find(name: string): Setting {
  if (Object.hasOwn(settings, name)) return settings[name];
  throw new UserError(`there is no setting ${name}; there are ${settingNames.join(", ")}`);
}

function describeLimits({ least, most, isOpen, isWhole, isOptional }: Setting): string {
  const kind = isWhole ? "a whole number" : "a number";
  const lower = least === undefined ? "" : isOpen ? ` above ${least}` : ` from ${least} up`;
  const upper = most === undefined ? "" : `, at most ${most}`;
  return `it must be ${kind}${lower}${upper}${isOptional ? ", or none" : ""}`;
}
