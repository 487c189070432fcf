import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import { fill, fillLines, type Slots, withArticle } from "../template.ts";
import { type Cast, drawCast, introduce } from "./cast.ts";
import type { Plot } from "./plot.ts";
import { adventure } from "./plots/adventure.ts";
import { finding } from "./plots/finding.ts";
import { friendship } from "./plots/friendship.ts";
import { growing } from "./plots/growing.ts";
import { helping } from "./plots/helping.ts";

/** all the plots there are. */
export const plots: readonly Plot[] = [...finding, ...helping, ...growing, ...friendship, ...adventure];

/** a story, and what one may know about it. */
export interface Story {
  readonly text: string;
  /** what to ask for to get it, by what happens: "a lost ball". */
  readonly topics: readonly string[];
  /** the same by the hero alone: "a fox", "a fox named Pip", "Pip". */
  readonly heroTopics: readonly string[];
  readonly hero: string;
  readonly kind: string;
  /** the place of the beginning: "in a small house by the sea". */
  readonly home: string;
}

const openings: readonly (readonly [weight: number, opening: string])[] = [
  [
    8,
    `{once}, there was a {look} {kind} named {hero}. | {once}, there was a [{trait}|{look}] {kind}. [{His} name was|{He} was named] {hero}.
     {hero} lived {home} with {his} {family}. | {hero} lived {home}. | {He} lived {home} with {his} {family}.
     ? {hero} was {trait2} and {trait3}. | Everybody liked {hero}, because {he} was so {virtue}. | {hero} loved to [sing|run|play|laugh|dance|read|swim|paint|sleep|help others].`,
  ],
  [
    4,
    `{once}, a {look} {kind} named {hero} lived {home}. | {once}, {home}, there lived a {look} {kind} named {hero}.
     ? {hero} was {trait2} and {trait3}. | {hero} was a very {trait} {kind}. | {He} lived there with {his} {family}.`,
  ],
  [
    2,
    `A {look} {kind} named {hero} lived {home}. | There was once a {look} {kind} named {hero}. | {hero} was a {look} {kind}. {He} lived {home} with {his} {family}. | {home}, there lived a {look} {kind} named {hero}.
     ? {hero} was {trait2} and {trait3}. | Everybody liked {hero}, because {he} was so {virtue}.`,
  ],
];
const onces: readonly (readonly [weight: number, once: string])[] = [
  [80, "once upon a time"],
  [8, "long ago"],
  [6, "many years ago"],
  [6, "not so long ago"],
];

/**
 * a new story: a plot, a cast and one of the ways to tell it.
 * @param name of the hero; else one is chosen
 */
export function writeStory(random: Random, name?: string): Story {
  const plot = pick(random, plots);
  const { cast, drawn } = drawForPlot(random, plot, name);
  const slots = { ...cast.slots, ...drawn, once: pickWeighted(random, onces) };
  const opening = fillLines(random, pickWeighted(random, openings), slots);
  const ending = chance(random, 0.15) ? " The end." : "";
  const { hero, kind, home } = cast.slots;
  const a = withArticle(kind);
  return {
    text: introduce(`${opening} ${fillLines(random, plot.lines, slots)}${ending}`, cast),
    topics: [...plot.topics.map((topic) => introduce(fillTopic(random, topic, slots), cast))],
    heroTopics: [a, a, `${a} named ${hero}`, hero],
    hero,
    kind,
    home,
  };
}

/** a topic has no capital at its beginning, but is otherwise made right. */
function fillTopic(random: Random, topic: string, slots: Slots): string {
  return fill(random, `, ${topic}`, slots).slice(2);
}

/** a cast without two of a kind: no rabbit meets a rabbit that it does not know. */
function drawForPlot(random: Random, plot: Plot, name?: string): { cast: Cast; drawn: Slots } {
  for (;;) {
    const cast = drawCast(random, name);
    const drawn = drawSlots(random, plot, cast.slots);
    const kinds = [cast.slots.kind, cast.slots.friendkind, cast.helperKind];
    const others = [...Object.values(drawn), ...plot.topics.map((topic) => topic.replace(/^an? /, ""))];
    if (!kinds.some((kind) => others.includes(kind))) return { cast, drawn };
  }
}

/** the values of a plot's own slots; they may have slots of the cast in them. */
function drawSlots(random: Random, plot: Plot, cast: Slots): Slots {
  const drawn: Record<string, string> = {};
  for (const [keys, values] of Object.entries(plot.draw ?? {})) {
    const parts = pick(random, values).split("/");
    keys.split("/").forEach((key, i) => {
      drawn[key] = parts[i].replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
        return slot === "He" ? cast.he[0].toUpperCase() + cast.he.slice(1) : cast[slot];
      });
    });
  }
  return drawn;
}
