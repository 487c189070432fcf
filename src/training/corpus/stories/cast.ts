import { chance, pick, pickSome, type Random } from "../chance.ts";
import { capital, type Slots, withArticle } from "../template.ts";
import { animalNames, boys, girls, he, type Pronouns, she } from "../words/people.ts";

const animals =
  "fox rabbit bear mouse cat dog duck frog hedgehog squirrel pig goat pony elephant monkey lion turtle penguin panda tiger llama wolf deer koala zebra giraffe camel donkey kitten puppy goose cow sheep beaver lizard owl".split(
    " ",
  );
const oddHeroes = "robot dragon giant ghost unicorn wizard knight sailor baker farmer".split(" ");
/** most are animals. */
const otherHeroes = [animals, animals, animals, animals, oddHeroes];
const traits =
  "kind brave shy curious clever happy quiet cheerful gentle careful friendly funny polite".split(" ");
const virtues = "kind brave clever cheerful gentle friendly funny polite".split(" ");
const looks = "little small young little".split(" ");

/** helpers have no name: "an old owl", later "the owl". */
const helpers: readonly (readonly [trait: string, kind: string])[] = [
  ["old", "owl"],
  ["wise", "owl"],
  ["big", "bear"],
  ["kind", "woman"],
  ["old", "woman"],
  ["old", "man"],
  ["kind", "farmer"],
  ["old", "turtle"],
  ["clever", "fox"],
  ["tiny", "mouse"],
  ["small", "bird"],
  ["blue", "bird"],
  ["white", "rabbit"],
  ["quick", "squirrel"],
  ["black", "cat"],
  ["friendly", "dog"],
  ["brown", "horse"],
  ["gray", "goat"],
  ["old", "sailor"],
  ["friendly", "baker"],
  ["kind", "teacher"],
  ["green", "frog"],
  ["gentle", "deer"],
];

/** where it happens. */
const places: readonly (readonly [preposition: string, place: string])[] = [
  ["in", "the forest"],
  ["in", "the park"],
  ["in", "the garden"],
  ["in", "the meadow"],
  ["in", "the woods"],
  ["in", "the valley"],
  ["in", "the village"],
  ["by", "the river"],
  ["by", "the lake"],
  ["by", "the sea"],
  ["by", "the pond"],
  ["on", "the hill"],
  ["on", "the beach"],
  ["on", "the farm"],
];

const homes = [
  "in a small house by the sea",
  "in a little house near the forest",
  "in a red house on a hill",
  "in a small village by the river",
  "in a quiet town",
  "on a big farm",
  "in a cozy house with a green door",
  "in a yellow house with a big garden",
  "in a tall tower",
  "in a little white house",
  "at the edge of the forest",
  "in a warm house near the lake",
  "in a small town near the mountains",
  "under a big oak tree",
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

/** who is in a story and where it happens. */
export interface Cast {
  /** for the templates; the friend and the helper are marks in it, see {@link introduce}. */
  readonly slots: Slots;
  readonly friendName: string;
  readonly helperTrait: string;
  readonly helperKind: string;
}

/** stand for the friend and the helper until the story is complete and it is known where each is named first. */
const friendMark = "\u0001";
const helperMark = "\u0002";

/** names the friend and the helper, who are made known where they come in: "his friend Tom", later "Tom". */
export function introduce(text: string, { slots, friendName, helperTrait, helperKind }: Cast): string {
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
    if (mark === friendMark) name = isNew ? `${slots.his} friend ${friendName}` : friendName;
    else name = isNew ? withArticle(`${helperTrait} ${helperKind}`) : `the ${helperKind}`;
    return /(^|[.!?]"? )$/.test(before) ? capital(name) : name;
  });
}

/** draws a hero, who may have a name already, a friend, a helper and a place, all different. */
export function drawCast(random: Random, heroName?: string): Cast {
  const drawn = drawPerson(random, []);
  const hero = { ...drawn, name: heroName ?? drawn.name };
  const friend = drawPerson(random, [hero.name, hero.kind]);
  const [helperTrait, helper] = pick(
    random,
    helpers.filter(([, kind]) => kind !== hero.kind && kind !== friend.kind),
  );
  const [preposition, place] = pick(random, places);
  const helperPronouns = helper === "woman" ? she : helper === "man" ? he : pick(random, [she, he]);
  const [trait, trait2, trait3] = pickSome(random, traits, 3);
  return {
    friendName: friend.name,
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
      home: pick(random, homes),
      family: pick(random, families),
      color: pick(random, ["red", "blue", "green", "yellow"]),
    },
  };
}

/** the same hero and friend in another place, with another helper. */
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
