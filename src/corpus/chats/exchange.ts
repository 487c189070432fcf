import { chance, pick, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill, type Slots } from "../template.ts";

/** What a person says, and the answer. */
export interface Exchange {
  readonly user: string;
  readonly assistant: string;
}

/** Writes an exchange that is new each time. */
export type Exchanger = (random: Random) => Exchange;

/** Templates for what may be said, each with the answers that fit every one of them. */
export type Repartee = readonly (readonly [says: string, answers: string])[];

/** An exchange from one of the entries, each equally likely. */
export function fromRepartee(entries: Repartee, slots: (random: Random) => Slots = () => ({})): Exchanger {
  return (random) => {
    const [says, answers] = pick(random, entries);
    const values = slots(random);
    return { user: fill(random, `[${says}]`, values), assistant: fill(random, `[${answers}]`, values) };
  };
}

/** Mostly one exchange under a system prompt, sometimes a few. */
export function underSystem(random: Random, system: string, exchanger: Exchanger): ChatMessage[] {
  const turns = pick(random, [1, 1, 1, 1, 1, 2, 2, 3]);
  const exchanges = Array.from({ length: turns }, () => exchanger(random));
  return [
    { role: "system", content: system },
    ...exchanges.flatMap(({ user, assistant }): ChatMessage[] => [
      { role: "user", content: user },
      { role: "assistant", content: assistant },
    ]),
  ];
}

/** As people type: sometimes without a capital, without the sign at the end, or with another. */
export function asTyped(random: Random, text: string): string {
  let typed = text;
  if (chance(random, 0.12)) typed = typed[0].toLowerCase() + typed.slice(1);
  if (chance(random, 0.12)) typed = typed.replace(/ ?[.?!]$/, "");
  return typed;
}
