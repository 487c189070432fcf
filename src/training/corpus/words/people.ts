/** names are short and common, so that each becomes one token. */
export const girls =
  "Mia Anna Lily Emma Sara Lucy Nora Ella Zoe Ruby Rosa Clara Ida Maya Lena Alice Eva Kate Jane Molly Amy Nina Tara Hana Grace".split(
    " ",
  );
export const boys =
  "Ben Tom Max Leo Sam Tim Jack Finn Noah Paul Oscar Hugo Adam Luke Emil Omar Ravi Theo Will Peter Dan Jonas Milo Kofi Ted".split(
    " ",
  );
export const animalNames =
  "Pip Bobo Kiki Lulu Momo Tiko Nilo Dot Fuzzy Bubbles Coco Pepper Biscuit Button Sunny Daisy Hazel Poppy Toto Rusty".split(
    " ",
  );

export interface Pronouns {
  readonly he: string;
  readonly him: string;
  readonly his: string;
}

export const she: Pronouns = { he: "she", him: "her", his: "her" };
export const he: Pronouns = { he: "he", him: "him", his: "his" };
