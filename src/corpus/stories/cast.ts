import { chance, pick, pickSome, type Random } from "../chance.ts";
import { capital, fill, type Slots, withArticle } from "../template.ts";
import { animalNames, boys, girls, he, type Pronouns, she } from "../words/people.ts";

const animals =
  "fox rabbit bear mouse cat dog duck frog hedgehog squirrel pig goat pony elephant monkey lion turtle penguin panda tiger llama wolf deer koala zebra giraffe camel donkey kitten puppy goose cow sheep beaver lizard owl".split(
    " ",
  );
const oddHeroes = "robot dragon giant ghost unicorn wizard knight sailor baker farmer".split(" ");
/** Most are animals. */
const otherHeroes = [animals, animals, animals, animals, oddHeroes];
const traits =
  "kind brave shy curious clever happy quiet cheerful gentle careful friendly funny polite".split(" ");
const virtues = "kind brave clever cheerful gentle friendly funny polite".split(" ");
const looks = "little small young little".split(" ");

/** Helpers have no name: "an old owl", later "the owl". */
const helpers: readonly (readonly [traits: string, kinds: string])[] = [
  ["kind friendly clever wise cheerful gentle old young", "woman man farmer sailor baker teacher"],
  ["old wise kind gray brown clever big", "owl turtle bear goat horse deer"],
  ["tiny quick little clever white friendly funny", "mouse bird rabbit squirrel frog hedgehog"],
  ["black white gray brown friendly old clever", "cat dog fox donkey goose"],
];

const friendTraits = "good best old dear new little".split(" ");

/** Where it happens: how such places may look, and their names. */
const places: readonly (readonly [looks: string, preposition: string, nouns: string])[] = [
  ["green old quiet big beautiful little dark sunny", "in", "forest park garden meadow valley woods"],
  ["old quiet little sunny beautiful", "in", "village"],
  ["blue quiet beautiful clear deep", "by", "river lake sea pond"],
  ["green sunny quiet high old", "on", "hill"],
  ["white sunny quiet long", "on", "beach"],
  ["old big quiet little", "on", "farm"],
];

const homes = [
  "in a [small|little|big|cozy|tall|quiet] [red|white|yellow|blue|old] house [by the sea|near the forest|on a hill|by a river|near the lake|in the mountains]",
  "in a [small|little|cozy|white|yellow|red|quiet] house with a [red|blue|green|yellow|black|white] [door|roof|fence|gate]",
  "in a [small|quiet|little|old|sunny] [village|town] [by the river|near the mountains|by the sea|in a valley|near a forest]",
  "in a tall [old|white|gray|round] tower [by the sea|on a hill|near the forest]",
  "at the edge of [the|a big|an old|a dark|a green] forest",
  "under a big [oak|apple|pear|cherry] tree",
  "on a [big|small|little|old] farm [near the mountains|by a lake|with many animals|with an old mill]",
];

const families = [
  "mother and father",
  "mother",
  "father",
  "grandmother",
  "grandfather",
  "mother and sister",
  "mother and brother",
  "family",
  "two brothers",
  "big sister",
];

/** Who is in a story and where it happens. */
export interface Cast {
  /** For the templates; the friend and the helper are marks in it, see {@link introduce}. */
  readonly slots: Slots;
  readonly friendName: string;
  /** "good", or "" */
  readonly friendTrait: string;
  readonly helperTrait: string;
  readonly helperKind: string;
}

/** Stand for the friend and the helper until the story is complete and it is known where each is named first. */
const friendMark = "\u0001";
const helperMark = "\u0002";

/** Names the friend and the helper, who are made known where they come in: "his friend Tom", later "Tom". */
export function introduce(text: string, cast: Cast): string {
  const { slots, friendName, friendTrait, helperTrait, helperKind } = cast;
  const known = new Set<string>();
  let isQuoted = false;
  return text.replace(/["\u0001\u0002]/g, (mark, at: number) => {
    if (mark === '"') {
      isQuoted = !isQuoted;
      return mark;
    }
    const before = text.slice(0, at);
    const isNew = !known.has(mark) && !isQuoted && !/(friend|named) $/.test(before);
    if (!isQuoted) known.add(mark);
    let name: string;
    if (mark === friendMark)
      name = isNew ? `${slots.his} ${friendTrait} friend ${friendName}`.replace("  ", " ") : friendName;
    else name = isNew ? withArticle(`${helperTrait} ${helperKind}`) : `the ${helperKind}`;
    return /(^|[.!?]"? )$/.test(before) ? capital(name) : name;
  });
}

/** Draws a hero, who may have a name already, a friend, a helper and a place, all different. */
export function drawCast(random: Random, heroName?: string): Cast {
  const drawn = drawPerson(random, []);
  const hero = { ...drawn, name: heroName ?? drawn.name };
  const friend = drawPerson(random, [hero.name, hero.kind]);
  const [helperTrait, helper] = drawHelper(random, [hero.kind, friend.kind]);
  const [placeLooks, preposition, nouns] = pick(random, places);
  const look = chance(random, 0.5) ? `${pick(random, placeLooks.split(" "))} ` : "";
  const place = `the ${look}${pick(random, nouns.split(" "))}`;
  const helperPronouns = helper === "woman" ? she : helper === "man" ? he : pick(random, [she, he]);
  const [trait, trait2, trait3] = pickSome(random, traits, 3);
  return {
    friendName: friend.name,
    friendTrait: chance(random, 0.5) ? pick(random, friendTraits) : "",
    helperTrait,
    helperKind: helper,
    slots: {
      hero: hero.name,
      kind: hero.kind,
      look: pick(random, looks),
      trait,
      trait2,
      trait3,
      virtue: pick(random, virtues),
      ...hero.pronouns,
      himself: hero.pronouns === she ? "herself" : "himself",
      friend: friendMark,
      name2: friend.name,
      friendkind: friend.kind,
      he2: friend.pronouns.he,
      him2: friend.pronouns.him,
      his2: friend.pronouns.his,
      helper: helperMark,
      newhelper: helperMark,
      he3: helperPronouns.he,
      him3: helperPronouns.him,
      his3: helperPronouns.his,
      place,
      at: `${preposition} ${place}`,
      home: fill(random, `, ${pick(random, homes)}`).slice(2),
      family: pick(random, families),
      color: pick(random, ["red", "blue", "green", "yellow", "orange", "white", "purple", "brown"]),
    },
  };
}

function drawHelper(random: Random, taken: readonly string[]): [trait: string, kind: string] {
  const [traits, kinds] = pick(random, helpers);
  const free = kinds.split(" ").filter((kind) => !taken.includes(kind));
  return [pick(random, traits.split(" ")), pick(random, free)];
}

/** The same hero and friend in another place, with another helper. */
export function drawAgain(random: Random, cast: Cast): Cast {
  for (;;) {
    const { helperTrait, helperKind, slots } = drawCast(random);
    if ([cast.slots.kind, cast.slots.friendkind, cast.helperKind].includes(helperKind)) continue;
    const { he3, him3, his3, place, at, color } = slots;
    return { ...cast, helperTrait, helperKind, slots: { ...cast.slots, he3, him3, his3, place, at, color } };
  }
}

interface Person {
  readonly name: string;
  readonly kind: string;
  readonly pronouns: Pronouns;
}

function drawPerson(random: Random, taken: readonly string[]): Person {
  for (;;) {
    const isGirl = chance(random, 0.5);
    const isChild = chance(random, 0.5);
    const kind = isChild ? (isGirl ? "girl" : "boy") : pick(random, pick(random, otherHeroes));
    const name = pick(random, isChild || chance(random, 0.2) ? (isGirl ? girls : boys) : animalNames);
    if (taken.includes(name) || (!isChild && taken.includes(kind))) continue;
    return { name, kind, pronouns: isGirl ? she : he };
  }
}
