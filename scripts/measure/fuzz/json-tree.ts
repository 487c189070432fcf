import type { Chance } from "./chance.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const strings = [
  "",
  "0",
  "-1",
  "1e999",
  "\u0000",
  "\u001b[31m",
  "\u202e",
  "\ud800",
  "__proto__",
  "constructor",
  "😀".repeat(50),
];
const keys = ["__proto__", "constructor", "toString", "", "length", "0"];

/** JSON with a few of its values, keys and nestings changed, and at times the text itself. */
export function mutateJson(original: Json, chance: Chance): string {
  let json: Json = structuredClone(original);
  for (let changes = chance.spread(1, 5); changes > 0; changes--) json = mutate(json, chance);
  const text = JSON.stringify(json, null, chance.pick([0, 2]));
  switch (chance.below(12)) {
    case 0:
      return text.slice(0, chance.below(text.length + 1));
    case 1: // Nesting that JSON.stringify itself could not write
      return text.replace(/[0-9]+|null/, () => nested(chance));
    case 2: // A number that JSON.stringify does not write
      return text.replace(/[0-9]+/, () =>
        chance.pick(["1e999", "-0", "1e-400", "00", "0x10", "NaN", "1".repeat(400)]),
      );
    case 3: {
      const at = chance.below(text.length);
      return (
        text.slice(0, at) +
        chance.pick([...'{}[]",:\\', "\u0000", "\ufeff"]) +
        text.slice(at + chance.below(2))
      );
    }
    default:
      return text;
  }
}

function nested(chance: Chance): string {
  const depth = chance.spread(1, 20_000);
  const [open, close] = chance.pick([
    ["[", "]"],
    ['{"a":', "}"],
  ] as const);
  return `${open.repeat(depth)}1${close.repeat(chance.oneIn(4) ? depth - 1 : depth)}`;
}

/** Goes down to a random place and changes what is there. */
function mutate(json: Json, chance: Chance): Json {
  if (typeof json === "object" && json !== null && !chance.oneIn(6)) {
    if (Array.isArray(json)) return mutateArray(json, chance);
    return mutateObject(json, chance);
  }
  return randomValue(json, chance);
}

function mutateArray(array: Json[], chance: Chance): Json {
  const at = chance.below(array.length);
  switch (chance.below(5)) {
    case 0:
      array.splice(at, 1);
      return array;
    case 1:
      array.splice(at, 0, randomValue(array[at] ?? null, chance));
      return array;
    case 2: {
      const copies = Array.from({ length: chance.spread(1, 100) }, () => structuredClone(array[at] ?? null));
      array.push(...copies);
      return array;
    }
    default:
      if (at < array.length) array[at] = mutate(array[at], chance);
      return array;
  }
}

function mutateObject(object: { [key: string]: Json }, chance: Chance): Json {
  const entries = Object.entries(object);
  const at = chance.below(entries.length);
  switch (chance.below(5)) {
    case 0:
      entries.splice(at, 1);
      break;
    case 1:
      entries.push([chance.pick(keys), randomValue(1, chance)]);
      break;
    case 2:
      if (at < entries.length) entries[at] = [chance.pick(keys), entries[at][1]];
      break;
    default:
      if (at < entries.length) entries[at] = [entries[at][0], mutate(entries[at][1], chance)];
  }
  // fromEntries defines __proto__ as a key like any other
  return Object.fromEntries(entries);
}

function randomValue(now: Json, chance: Chance): Json {
  switch (chance.below(8)) {
    case 0:
      return null;
    case 1:
      return chance.oneIn(2);
    case 2:
      return chance.pick(strings);
    case 3:
      return [now];
    case 4:
      return { [chance.pick(keys)]: now };
    case 5:
      return typeof now === "string" ? now.repeat(chance.spread(0, 200)) : [];
    default: {
      const number = chance.number(typeof now === "number" ? now : 0);
      return chance.pick([number, -number, number / 3, number + 0.5]);
    }
  }
}
