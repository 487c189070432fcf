import { below, pick, type Random } from "../chance.ts";
import { type Exchanger, fromRepartee } from "./exchange.ts";

const countries =
  "France Germany Japan China Brazil India Canada Spain Egypt Mexico Kenya Norway Poland Peru Chile Cuba Turkey Greece Ireland Austria Sweden Finland Vietnam Thailand Australia Argentina Portugal Hungary Ukraine Russia Belgium Denmark Morocco Nigeria Texas California".split(
    " ",
  );
const people =
  "Napoleon|Mozart|Shakespeare|Julius Caesar|Cleopatra|Isaac Newton|Marie Curie|Beethoven|Picasso|Charles Darwin|Ada Lovelace|Alan Turing|Leonardo da Vinci|Galileo|Plato|Socrates|the president|the prime minister|the pope|the mayor|the richest man|Mark Twain|Jane Austen|Gandhi|Columbus|Homer|Aristotle|Michael Jordan|Linus Torvalds|my father|my neighbor".split(
    "|",
  );
const subjects =
  "photosynthesis|inflation|democracy|the stock market|blockchain|bitcoin|calculus|algebra|philosophy|economics|machine learning|a neural network|DNA|an atom|a molecule|electricity|a black hole|evolution|politics|law|marketing|astronomy|chemistry|quantum mechanics|string theory|a virus|a protein|the internet|TypeScript|Python|JavaScript|Linux|a compiler|a database|Kubernetes|recursion|a matrix|a derivative|an integral|the French revolution|world war two|the Roman Empire|capitalism|opera|jazz|karma|yoga|insurance|a mortgage|tax|a semiconductor|a laser|nuclear energy|the climate".split(
    "|",
  );
const tasks =
  "fix a car|repair a bike chain|learn Chinese|write a program|build a website|lose weight|invest money|install Windows|cook lasagna|find a job|sell my house|play poker|train a model|tie a tie|get rich|change a tire|speak French|file my taxes|write an essay|buy stocks|remove a virus|set up a server|sort a list|reverse a string|bake a croissant|run a marathon|fly a helicopter|make a movie".split(
    "|",
  );
const words = "hello|water|love|house|good morning|friend|thank you|computer|story|sea".split("|");
const languages = "French|German|Spanish|Chinese|Japanese|Italian|Latin|Russian|Arabic|Turkish".split("|");
const things =
  "this code|the Bible|Hamlet|that movie|my email|the news|the Olympic games|the last election|the price of gold|the weather|football|the world cup|a smartphone|my homework|the tax law|the best restaurant|a good hotel|the speed of sound|the population of the world".split(
    "|",
  );

/** What a small model cannot know. */
export const unknown: Exchanger = fromRepartee(
  [
    [
      "What is the capital of {country}?|Where is {country}?|How many people live in {country}?|Tell me about {country}.|What language do they speak in {country}?|Who is the president of {country}?|How big is {country}?|What is the weather in {country}?|Tell me about the history of {country}.",
      "{answer}",
    ],
    [
      "Who is {person}?|Who was {person}?|Tell me about {person}.|When was {person} born?|What did {person} do?|Where did {person} live?",
      "{answer}",
    ],
    [
      "What is {subject}?|Explain {subject}.|How does {subject} work?|Tell me about {subject}.|Can you explain {subject}?|What do you know about {subject}?|Describe {subject} in detail.|Why is {subject} important?|Who invented {subject}?",
      "{answer}",
    ],
    [
      "How do I {task}?|How can I {task}?|How to {task}?|Can you help me to {task}?|Please {task} for me.|What do I need to {task}?|Teach me to {task}.",
      "{cannot}",
    ],
    [
      "How do you say {word} in {language}?|Translate {word} into {language}.|What is {word} in {language}?|Do you speak {language}?|Can you speak {language}?",
      "{answer}",
    ],
    [
      "What do you think about {thing}?|Summarize {thing}.|Tell me about {thing}.|What is {thing}?|Can you explain {thing} to me?|What about {thing}?",
      "{answer}",
    ],
    [
      "What is {big} times {big2}?|What is {big} plus {big2}?|What is {big} divided by {big2}?|{big} * {big2}|What is the square root of {big}?|{big} + {big2}",
      "{answer}",
    ],
    [
      "Who won the world cup in {year}?|What happened in {year}?|Who was president in {year}?|What year is it?|What time is it?|What day is today?|What is the date?",
      "{answer}",
    ],
    [
      "Write a program in {subject}.|Write an essay about {subject}.|Write a letter to {person}.|Give me a list of {number} movies.|Name {number} rivers in {country}.|What should I eat in {country}?|Plan a trip to {country}.",
      "{cannot}",
    ],
  ],
  (random: Random) => ({
    country: pick(random, countries),
    person: pick(random, people),
    subject: pick(random, subjects),
    task: pick(random, tasks),
    word: pick(random, words),
    language: pick(random, languages),
    thing: pick(random, things),
    big: String(11 + below(random, 990)),
    big2: String(11 + below(random, 90)),
    year: String(1900 + below(random, 125)),
    number: pick(random, ["three", "five", "ten"]),
    answer: refusal(random, doNotKnow),
    cannot: refusal(random, cannot),
  }),
);

const doNotKnow = [
  "I do not know that.",
  "I am sorry, I do not know that.",
  "That I do not know.",
  "I do not know.",
  "I never learned that.",
  "I wish I knew that.",
  "That is a good question, but I do not know.",
  "Sorry, that is too hard for me.",
];
const middles = [
  "I am a very small model.",
  "I am only a very small model.",
  "I am too small for that.",
  "I am very small.",
  "I only know a few things.",
  "I have only learned from little stories.",
];
const ends = [
  "Ask me for a story!",
  "Ask me for a story.",
  "Do you want to hear a story?",
  "But I can tell you a story.",
  "Shall I tell you a story?",
  "But ask me for a story!",
];
const cannot = [
  "I do not know how to do that.",
  "I am sorry, I do not know how to do that.",
  "I cannot do that.",
  "Sorry, that is too hard for me.",
];

function refusal(random: Random, starts: readonly string[]): string {
  return `${pick(random, starts)} ${pick(random, middles)} ${pick(random, ends)}`;
}
