import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import { capital, fill, fillLines, type Slots, withArticle } from "../template.ts";
import { type Cast, drawAgain, drawCast, introduce } from "./cast.ts";
import { phrases } from "./phrases.ts";
import type { Plot } from "./plot.ts";
import { adventure } from "./plots/adventure.ts";
import { finding } from "./plots/finding.ts";
import { friendship } from "./plots/friendship.ts";
import { growing } from "./plots/growing.ts";
import { helping } from "./plots/helping.ts";

/** All the plots there are. */
export const plots: readonly Plot[] = [...finding, ...helping, ...growing, ...friendship, ...adventure];

/** A story, and what one may know about it. */
export interface Story {
  readonly text: string;
  /** What to ask for to get it, by what happens: "a lost ball". */
  readonly topics: readonly string[];
  /** The same by the hero alone: "a fox", "a fox named Pip", "Pip". */
  readonly heroTopics: readonly string[];
  readonly hero: string;
  readonly kind: string;
  /** The place of the beginning: "in a small house by the sea". */
  readonly home: string;
}

const openings: readonly (readonly [weight: number, opening: string])[] = [
  [
    8,
    `{once}, there was a {look} {kind} named {hero}. | {once}, there was a [{trait}|{look}] {kind}. [{His} name was|{He} was named] {hero}.
     {hero} lived {home} with {his} {family}. | {hero} lived {home}. | {He} lived {home} with {his} {family}.
     ? {hero} was {trait2} and {trait3}. | {hero} was so {virtue} that it was good to be with {him}. | {hero} loved to [run|play|laugh|read|sleep|count|dig|tell jokes] and to {pastime}.
     {detail}`,
  ],
  [
    4,
    `{once}, a {look} {kind} named {hero} lived {home}. | {once}, {home}, there lived a {look} {kind} named {hero}.
     ? {hero} was {trait2} and {trait3}. | {hero} was a very {trait} {kind}. | {He} lived there with {his} {family}.
     {detail}`,
  ],
  [
    2,
    `A {look} {kind} named {hero} lived {home}. | There was once a {look} {kind} named {hero}. | {hero} was a {look} {kind}. {He} lived {home} with {his} {family}. | {home}, there lived a {look} {kind} named {hero}.
     ? {hero} was {trait2} and {trait3}. | {hero} was so {virtue} that it was good to be with {him}.
     {detail}`,
  ],
];
const onces: readonly (readonly [weight: number, once: string])[] = [
  [80, "once upon a time"],
  [8, "long ago"],
  [6, "many years ago"],
  [6, "not so long ago"],
];

/**
 * A new story: a plot, a cast and one of the ways to tell it.
 * @param name of the hero; else one is chosen
 */
export function writeStory(random: Random, name?: string): Story {
  return toStory(random, [drawTelling(random, plots, () => drawCast(random, name))]);
}

/** Two adventures of one hero, one after the other. */
export function writeLongStory(random: Random, name?: string): Story {
  const first = drawTelling(random, plots.filter(isShort), () => drawCast(random, name));
  const others = plots.filter((plot) => plot !== first.plot && !plot.isOnlyFirst && isShort(plot));
  const second = drawTelling(random, others, () => drawAgain(random, first.cast), Object.values(first.drawn));
  return toStory(random, [first, second]);
}

function isShort({ lines }: Plot): boolean {
  return lines.trim().split("\n").length <= 15;
}

/** A plot with all its slots. */
interface Telling {
  readonly plot: Plot;
  readonly cast: Cast;
  /** The values of the plot's own slots. */
  readonly drawn: Slots;
}

/** Without two of a kind: no rabbit meets a rabbit that it does not know, and no ball is lost twice. */
function drawTelling(random: Random, plots: readonly Plot[], draw: () => Cast, told: string[] = []): Telling {
  for (;;) {
    const plot = pick(random, plots);
    const cast = draw();
    const drawn = drawSlots(random, plot);
    const kinds = [cast.slots.kind, cast.slots.friendkind, cast.helperKind];
    const own = [...Object.values(drawn), ...plot.topics.map((topic) => topic.replace(/^an? /, ""))];
    if (kinds.some((kind) => own.includes(kind))) continue;
    if (!told.some((value) => own.includes(value))) return { plot, cast, drawn };
  }
}

const transitions = `
  [A few days|A week|Two weeks|Some weeks|A month|Some time] later, [something else happened|there was another adventure|there was something new].
  | But that was not all. [A few days|A week|Some weeks|A month] later, [something else happened|there was another adventure].
  | That was the first adventure of {hero}. [Here comes the second one.|And this is the second one.]
  | But the story of {hero} does not end here.`.replace(/\s*\n\s*/g, " ");

function toStory(random: Random, tellings: readonly Telling[]): Story {
  const { cast } = tellings[0];
  const { hero, kind, home } = cast.slots;
  const once = pickWeighted(random, onces);
  const isLong = tellings.length > 1;
  const opening = fillLines(
    random,
    pickWeighted(random, openings).replace(isLong ? /\n.*\{detail\}/ : "", ""),
    { ...phrases, ...cast.slots, once },
  );
  const parts = tellings.map(({ plot, cast, drawn }, n) => {
    const slots = { ...phrases, ...cast.slots, ...drawn };
    const before = n === 0 ? opening : fill(random, `[${transitions}]`, slots);
    // Two adventures have no room for what may be left out
    const lines = isLong ? plot.lines.replace(/^\s*\? .*$\n?/gm, "") : `${plot.lines}\n? {later}`;
    return join(random, introduce(`${before} ${fillLines(random, lines, slots)}`, cast), slots);
  });
  if (chance(random, 0.15)) parts.push("The end.");
  const a = withArticle(kind);
  return {
    text: parts.join(" "),
    topics: tellings.flatMap(({ plot, cast, drawn }) =>
      plot.topics.map((topic) => introduce(fillTopic(random, topic, { ...cast.slots, ...drawn }), cast)),
    ),
    heroTopics: [a, a, `${a} named ${hero}`, hero],
    hero,
    kind,
    home,
  };
}

/** "Mia was sad. She sat down." Or, half of the time, "Mia was sad, and she sat down." */
function join(random: Random, text: string, { hero, he }: Slots): string {
  const pair = new RegExp(
    `(?<=[.!?]"? )(${hero} [^.!?",]{8,60})\\. (?:${hero}|${capital(he)}) (?=[^.!?",]{8,60}\\.)`,
    "g",
  );
  return text.replace(pair, (both, first: string) => (chance(random, 0.6) ? `${first}, and ${he} ` : both));
}

/** A topic has no capital at its beginning, but is otherwise made right. */
function fillTopic(random: Random, topic: string, slots: Slots): string {
  return fill(random, `, ${topic}`, slots).slice(2);
}

/** The values of a plot's own slots. */
function drawSlots(random: Random, plot: Plot): Slots {
  return Object.fromEntries(
    Object.entries(plot.draw ?? {}).flatMap(([keys, values]) => {
      const parts = pick(random, values).split("/");
      return keys.split("/").map((key, i) => [key, parts[i]]);
    }),
  );
}
