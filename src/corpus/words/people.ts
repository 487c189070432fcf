import { chance, pick, type Random } from "../chance.ts";
import { capital } from "../template.ts";

/** Names are short and common, so that each becomes one token. */
export const girls =
  "Mia Anna Lily Emma Sara Lucy Nora Ella Zoe Ruby Rosa Clara Ida Maya Lena Alice Eva Kate Jane Molly Amy Nina Tara Hana Grace Rita Olga Yara Iris Pia Leila Mina Vera Sofia Ines Ivy Tina Gina Elsa Sonja".split(
    " ",
  );
export const boys =
  "Ben Tom Max Leo Sam Tim Jack Finn Noah Paul Oscar Hugo Adam Luke Emil Omar Ravi Theo Will Peter Dan Jonas Milo Kofi Ted Ian Otto Karl Nico Mario Felix Anton Marco Dino Ali Amir Erik Ivan Ken Rob".split(
    " ",
  );
export const animalNames =
  "Pip Bobo Kiki Lulu Momo Tiko Nilo Dot Fuzzy Bubbles Coco Pepper Biscuit Button Sunny Daisy Hazel Poppy Toto Rusty Nana Popo Tuli Kori Wuff Bami Pino Mimi Dodo Lola".split(
    " ",
  );

/** A name that nobody has, so that names are copied, not only known: "Mirano". */
export function strangeName(random: Random): string {
  const syllables = Array.from({ length: chance(random, 0.6) ? 2 : 3 }, () => {
    return pick(random, consonants) + pick(random, vowels);
  });
  return capital(`${syllables.join("")}${pick(random, lastLetters)}`);
}

const consonants = "b d f g h j k l m n p r s t v z sh".split(" ");
const vowels = "a e i o u a i o".split(" ");
const lastLetters = ["", "", "", "n", "r", "s", "l", "x"];

export interface Pronouns {
  readonly he: string;
  readonly him: string;
  readonly his: string;
}

export const she: Pronouns = { he: "she", him: "her", his: "her" };
export const he: Pronouns = { he: "he", him: "him", his: "his" };
