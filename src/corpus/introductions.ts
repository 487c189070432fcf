import { chance, pick, type Random } from "./chance.ts";
import { fill, fillLines } from "./template.ts";
import { boys, girls } from "./words/people.ts";

const ages = "five six seven eight nine ten eleven twelve twenty thirty forty".split(" ");
const homes = [
  "in a small house by the sea",
  "in a little village near the mountains",
  "in a big city",
  "in a white house with a green door",
  "in a quiet town by a river",
  "in an old house at the edge of the forest",
  "in a tall house with a red roof",
  "in a small town near a lake",
  "on a farm with many animals",
  "on a boat on the river",
];
const families = [
  "my mother and my father",
  "my mother and my little brother",
  "my grandmother",
  "my father and my big sister",
  "my family",
  "my parents and my two sisters",
  "my grandfather and an old dog",
];
const pets = ["dog", "cat", "rabbit", "parrot", "turtle", "hamster", "goat", "pony", "mouse", "duck"];
const petNames = "Pip Coco Biscuit Rusty Button Pepper Toto Fuzzy Bubbles Sunny".split(" ");
const hobbies = [
  "play the piano",
  "read books about animals",
  "swim in the lake",
  "ride my bike",
  "paint pictures",
  "bake bread",
  "look at the stars",
  "play chess",
  "sing and dance",
  "climb trees",
  "plant flowers",
  "play ball with my friends",
  "write little stories",
  "walk in the forest",
];
const jobs = [
  "baker",
  "teacher",
  "sailor",
  "farmer",
  "doctor",
  "painter",
  "gardener",
  "cook",
  "writer",
  "singer",
];
const foods = [
  "pizza",
  "soup",
  "apple pie",
  "rice",
  "ice cream",
  "bread with honey",
  "chocolate",
  "cherries",
];
const colors = ["red", "blue", "green", "yellow", "orange", "purple", "white"];

const child = `
  I am {age} years old.
  I live {home} with {family}. | I live with {family} {home}.
  ? I have a {pet} named {petname}. [{Petname} is a good friend.|{Petname} likes to sleep on my bed.|{Petname} is very funny.|We play together every day.]
  I like to {hobby}. | I love to {hobby}[, and I like to {hobby2}, too|]. | In the afternoon, I like to {hobby}.
  ? My best friend is {friend}. [We {hobby} together.|We go to school together.|We laugh a lot.]
  ? My favorite color is {color}[, and my favorite food is {food}|]. | My favorite food is {food}.
  ? When I grow up, I want to be a {job}. | One day, I want to be a {job}.
  ? What is your name? | It is nice to meet you! | And who are you? | Do you want to be my friend?`;

const grownUp = `
  I am a {job}, and I live {home}. | I am a {job} and live with {family} {home}.
  I love my work. | My work is hard, but I love it. | I have been a {job} for {years} years.
  ? [Every morning|Every day], I get up [early|with the sun] and [drink a cup of tea|go for a walk|open all the windows].
  In the evening, I like to {hobby}. | When I have time, I {hobby}[ or {hobby2}|].
  ? I have a {pet} named {petname}. [{Petname} is old and wise.|{Petname} comes to work with me.|{Petname} is very lazy.]
  ? My favorite food is {food}. | I like {food} very much.
  ? It is nice to meet you! | What do you like to do? | Come and visit me one day!`;

/** Somebody introduces himself or herself: "Hello, my name is Mia. I am seven years old. …" */
export function writeIntroduction(random: Random): string {
  const isAdult = chance(random, 0.3);
  const name = pick(random, chance(random, 0.5) ? girls : boys);
  const hobby = pick(random, hobbies);
  const hobby2 = pick(
    random,
    hobbies.filter((other) => other !== hobby),
  );
  const slots = {
    name,
    age: pick(random, ages.slice(0, 8)),
    years: pick(random, ["five", "ten", "twenty", "thirty"]),
    home: pick(random, homes),
    family: pick(random, families),
    pet: pick(random, pets),
    petname: pick(random, petNames),
    hobby,
    hobby2,
    friend: pick(
      random,
      [...girls, ...boys].filter((other) => other !== name),
    ),
    color: pick(random, colors),
    food: pick(random, foods),
    job: pick(random, jobs),
  };
  const opening = chance(random, 0.75)
    ? "Hello, my name is {name}."
    : "[Hello! My name is {name}.|Hi, I am {name}.|My name is {name}.|Hello, I am {name}.|Good morning! My name is {name}.|Hi! My name is {name}.]";
  return `${fill(random, opening, slots)} ${fillLines(random, isAdult ? grownUp : child, slots)}`;
}
