/**
 * Sentences with choices and slots, the grammar of the corpus:
 *
 *     {hero} [ran|walked] to the [old |]{thing}.
 *
 * one of the words in brackets is taken; brackets nest. A slot in braces is looked up; {Hero} is {hero} with a capital.
 * What stands for a slot may be a template itself: it is written anew at each place.
 * Afterwards the sentence is made right: capitals where sentences and quotations begin, "an" before a vowel,
 * one space between words.
 */
import { pick, type Random } from "./chance.ts";

/** What the slots of a template stand for. */
export type Slots = Readonly<Record<string, string>>;

type Part = string | { readonly slot: string } | { readonly choice: readonly Part[][] };

/** A text from a template. @throws Error for a slot without a value, or brackets that do not match */
export function fill(random: Random, template: string, slots: Slots = {}): string {
  return finish(expand(compile(template), slots, random));
}

/** A text from lines, each with alternatives; a line that begins with "? " is left out half of the time. */
export function fillLines(random: Random, lines: string, slots: Slots = {}): string {
  const sentences: string[] = [];
  for (const line of lines.trim().split("\n")) {
    const [, optional, alternatives] = /^\s*(\? )?(.*)$/.exec(line)!;
    if (optional && random() < 0.5) continue;
    sentences.push(expand(compile(`[${alternatives}]`), slots, random));
  }
  return finish(sentences.join(" "));
}

const compiled = new Map<string, Part[]>();

function compile(template: string): Part[] {
  const known = compiled.get(template);
  if (known) return known;
  const parts = parse(template);
  compiled.set(template, parts);
  return parts;
}

function parse(template: string): Part[] {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (at < template.length && template[at] !== "|" && template[at] !== "]") {
      if (template[at] === "{") {
        const end = template.indexOf("}", at);
        parts.push({ slot: template.slice(at + 1, end) });
        at = end + 1;
      } else if (template[at] === "[") {
        parts.push({ choice: alternatives() });
      } else {
        const start = at;
        while (at < template.length && !"[]{|".includes(template[at])) at++;
        parts.push(template.slice(start, at));
      }
    }
    return parts;
  };
  const alternatives = (): Part[][] => {
    const list: Part[][] = [];
    do {
      at++; // the bracket, or the bar
      list.push(sequence());
    } while (template[at] === "|");
    if (template[at] !== "]") throw new Error(`a bracket is not closed in "${template}"`);
    at++;
    return list;
  };
  const parts = sequence();
  if (at < template.length) throw new Error(`"${template[at]}" stands alone in "${template}"`);
  return parts;
}

function expand(parts: readonly Part[], slots: Slots, random: Random): string {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if ("choice" in part) text += expand(pick(random, part.choice), slots, random);
    else text += lookUp(part.slot, slots, random);
  }
  return text;
}

function lookUp(slot: string, slots: Slots, random: Random): string {
  const isCapital = /^[A-Z]/.test(slot);
  const value = slots[isCapital ? slot[0].toLowerCase() + slot.slice(1) : slot];
  if (value === undefined) throw new Error(`the slot {${slot}} has no value`);
  const text = /[[{]/.test(value) ? expand(compile(value), slots, random) : value;
  return isCapital ? capital(text) : text;
}

/** The same with a capital at the beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "a fox", "an owl". */
export function withArticle(noun: string): string {
  return articles(`a ${noun}`);
}

function articles(text: string): string {
  return text.replace(/\b([Aa]) (?=[aeiou])(?!uni|use|one\b)/g, "$1n ");
}

/** Capitals, "an", spaces. */
function finish(text: string): string {
  const spaced = text
    .replace(/\s+/g, " ")
    .replace(/ ([.,!?])/g, "$1")
    .trim();
  return articles(spaced).replace(
    /(^|[.!?] |[.]" |(?:^| )")([a-z])/g,
    (_, before: string, letter: string) => {
      return before + letter.toUpperCase();
    },
  );
}
