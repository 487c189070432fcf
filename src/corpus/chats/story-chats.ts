import { chance, pick, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { isLong } from "../length.ts";
import { type Story, writeLongStory, writeStory } from "../stories/story.ts";
import { fill, withArticle } from "../template.ts";
import { strangeName } from "../words/people.ts";
import { asTyped } from "./exchange.ts";

const requests =
  "[Tell me a story about {topic}.|Tell me a story about {topic}.|Tell me a story about {topic}!|Can you tell me a story about {topic}?|Please tell me a story about {topic}.|A story about {topic}, please.|Write a story about {topic}.|I want to hear a story about {topic}.|Do you know a story about {topic}?|Write a short story about {topic}.|Story about {topic}|Tell me about {topic} in a story.|I would like a story about {topic}.|Let us have a story about {topic}.]";
const openRequests =
  "[Tell me a story.|tell me a story|Once upon a time|once upon a time|Story|Tell me a story!|Can you tell me a story?|A story, please.|Write a story.|Please tell me a story.|Tell me a short story.|I want to hear a story.|Do you know a story?|Tell me something.|Yes, tell me a story.|Tell me a bedtime story.]";
const again =
  "[Tell me another story.|Another story, please.|One more, please!|Again!|Tell me one more story.|More!|Another one!]";

/** Two stories must fit into a context of 512 tokens together. */
const mostCharacters = 1200;

/** Somebody asks for a story and gets it, and may ask about it or for another. */
export function writeStoryChat(random: Random): ChatMessage[] {
  const story = writeStory(random, chance(random, 0.15) ? strangeName(random) : undefined);
  const messages = [...askForStory(random, story)];
  if (chance(random, 0.3)) messages.push(...askAbout(random, story));
  else if (chance(random, 0.1)) {
    const other = writeStory(random);
    if (story.text.length + other.text.length > mostCharacters) return messages;
    const request = chance(random, 0.7) ? fill(random, again) : requestFor(random, other);
    messages.push(
      { role: "user", content: asTyped(random, request) },
      { role: "assistant", content: other.text },
    );
  }
  return messages;
}

/** A request and the story it asks for. */
export function askForStory(random: Random, story: Story): ChatMessage[] {
  const request = chance(random, 0.8) ? requestFor(random, story) : fill(random, openRequests);
  return [
    { role: "user", content: asTyped(random, request) },
    { role: "assistant", content: story.text },
  ];
}

const longRequests =
  "[Tell me a long story.|Tell me a long story!|Can you tell me a long story?|A long story, please.|Write a long story.|Write a long story about {topic}.|Tell me a long story about {topic}.|Tell me a long story about {topic}!|I want to hear a long story about {topic}.|Please tell me a long story about {topic}.]";

/** Somebody asks for a long story and gets it. */
export function writeLongStoryChat(random: Random): ChatMessage[] {
  for (;;) {
    const story = writeLongStory(random);
    const topic = pick(random, chance(random, 0.5) ? story.topics : story.heroTopics);
    const messages: ChatMessage[] = [
      { role: "user", content: asTyped(random, fill(random, longRequests, { topic })) },
      { role: "assistant", content: story.text },
    ];
    if (isLong({ kind: "chat", messages })) return messages;
  }
}

function requestFor(random: Random, story: Story): string {
  return fill(random, requests, {
    topic: pick(random, chance(random, 0.5) ? story.topics : story.heroTopics),
  });
}

/** What was told can be asked for: it stands in the story. */
export function askAbout(random: Random, { text, hero, kind, home }: Story): ChatMessage[] {
  const questions: readonly (readonly [question: string, answer: string])[] = [
    [
      "[What was the name of the {kind}?|What is the name of the {kind}?]",
      "The name of the {kind} was {hero}.",
    ],
    ["[Who is {hero}?|Who was {hero}?]", "{hero} was {akind}."],
    [
      "[Thank you!|That was a nice story.|Thank you for the story!|I like this story.|Good story!|What a nice story!]",
      "[You are welcome!|I am glad that you like it.|Thank you!] [I like {hero}, too.|Do you want to hear another story?|Shall I tell you another one?]",
    ],
    [
      "[Who is the hero of the story?|Who is the story about?|What was the story about?]",
      "The story was about {hero}, {akind}.",
    ],
  ];
  // Not every story says where its hero lives
  const where = ["[Where did {hero} live?|Where did the {kind} live?]", "{hero} lived {home}."] as const;
  const isTold = text.toLowerCase().includes(home);
  const [question, answer] = pick(random, isTold ? [...questions, where] : questions);
  const slots = { hero, kind, home, akind: withArticle(kind) };
  return [
    { role: "user", content: asTyped(random, fill(random, question, slots)) },
    { role: "assistant", content: fill(random, answer, slots) },
  ];
}
