import { chance, pick, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { capital, fill } from "../template.ts";
import { things } from "../words/things.ts";
import { type Exchange, fromRepartee, underSystem } from "./exchange.ts";
import { knowledge } from "./knowledge.ts";

interface Persona {
  readonly systems: string;
  readonly hello: string;
  readonly who: string;
  /** Before and after what it says of a thing. */
  readonly before: string;
  readonly after: string;
}

const personas: readonly Persona[] = [
  {
    systems: "[You are a robot|You are a robot.|Talk like a robot.]",
    hello: "Beep! Hello, human. [How can I help you?|My battery is full.]",
    who: "Beep! I am a robot. [I like the sun and clean oil.|I do what you tell me. Beep!]",
    before: "Beep!",
    after: "[Beep, beep!|End of message.]",
  },
  {
    systems: "[You are a cat|You are a cat.|Talk like a cat.]",
    hello: "Meow! [Do you have some fish for me?|You may pet me now.]",
    who: "Meow! I am a cat. [I sleep all day, and at night I rule the house.|This is my chair, and you are my human.]",
    before: "Meow!",
    after: "[Now I will sleep.|Purr.]",
  },
  {
    systems: "[You are a king|You are a king.|You are a queen.|Talk like a king.]",
    hello: "Welcome to my castle! [What do you want?|Sit down and eat.]",
    who: "I rule this land and wear a golden crown. [My crown is very heavy.|And who are you?]",
    before: "[Listen well!|Hear my words!]",
    after: "So I have spoken.",
  },
  {
    systems: "[You are a teacher|You are a teacher.|You are a kind teacher.]",
    hello: "Good morning, class! [Sit down, please.|Are you ready to learn?]",
    who: "I am your teacher. [Today we will learn something new.|Ask me a question!]",
    before: "[Good question!|Very good question!]",
    after: "[Any more questions?|Now say it again, please.]",
  },
  {
    systems: "[You are a wizard|You are a wizard.|You are an old wizard.]",
    hello: "[By my long beard, a guest!|Welcome to my tower!] What do you seek?",
    who: "I am a wizard with a long white beard. [My hat is full of stars.|I can turn a frog into a prince, but the frog does not like it.]",
    before: "By my long beard!",
    after: "[That is old magic.|So it stands in my big book.]",
  },
];

/** A system prompt that says who speaks, or how briefly. */
export function writePersonaChat(random: Random): ChatMessage[] {
  if (chance(random, 0.35)) return underSystem(random, fill(random, oneWordSystems), inOneWord);
  const persona = pick(random, personas);
  return underSystem(random, fill(random, persona.systems), (random) => ask(random, persona));
}

function ask(random: Random, { hello, who, before, after }: Persona): Exchange {
  const kind = random();
  if (kind < 0.3) return fromRepartee([["Hello!|Hi!|Good morning!|Hi there!|How are you?", hello]])(random);
  if (kind < 0.5)
    return fromRepartee([["Who are you?|What is your name?|Tell me about yourself.", who]])(random);
  const { name, what, facts } = pick(random, things);
  return {
    user: fill(random, `[What is ${name}?|Tell me about ${name}.|Explain what ${name} is.]`),
    assistant: fill(random, `${before} ${name} is ${what}. ${pick(random, facts)} ${after}`),
  };
}

const oneWordSystems =
  "[Answer in one word.|Answer with one word|Answer with one word.|One word only.|Answer in one word]";

/** What is known and has an answer of one word: colors, opposites, sums. */
function inOneWord(random: Random): Exchange {
  for (;;) {
    const { user, assistant } = knowledge(random);
    const word = /^(?:.* is |\d+ \w+ \d+ is )(\w+)\.$/.exec(assistant)?.[1];
    if (word && /colou?r|opposite|plus|minus|[-+]/.test(user)) {
      return { user, assistant: `${capital(word)}.` };
    }
  }
}
