import { describe, expect, test } from "bun:test";
import { createCorpus } from "../../src/corpus/corpus.ts";
import { type Document, textsOf } from "../../src/corpus/document.ts";
import { estimateTokens } from "../../src/corpus/length.ts";
import { sentencesOf } from "../../src/corpus/novelty.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { sampleOf } from "../../src/training/data/samples.ts";
import { trainCorpusTokenizer } from "../../src/training/tokenizer/corpus-tokenizer.ts";

const documents = createCorpus({ seed: 1, documents: 20_000 });

/** Chats as what goes before and the answer. */
const answers = documents.flatMap((document) => {
  if (document.kind === "text") return [];
  const system = document.messages.find(({ role }) => role === "system")?.content;
  return document.messages.flatMap(({ role, content }, i) =>
    role === "assistant" ? [{ system, user: document.messages[i - 1].content, answer: content }] : [],
  );
});
const written = [
  ...documents.flatMap((document) => (document.kind === "text" ? [document.text] : [])),
  ...answers.map(({ answer }) => answer),
];

const isEmojiAlone = (text: string) => /^\p{RGI_Emoji}+$/v.test(text);
const wordsOf = (text: string) => text.split(/\s+/);
const stories = written.filter((text) => text.length > 550);

/** The texts for which something is found, a few of them: what a failing test shows. */
function offending(texts: readonly string[], fault: RegExp): string[] {
  return texts.filter((text) => fault.test(text)).slice(0, 3);
}

describe("the corpus", () => {
  test("is the same for the same seed, and another for another seed or held out", () => {
    const of = (seed: number, heldOut?: boolean) => createCorpus({ seed, documents: 50, heldOut });
    expect(of(1)).toEqual(documents.slice(0, 50));
    expect(of(2)).not.toEqual(of(1));
    expect(of(1, true)).not.toEqual(of(1));
    expect(of(1, true)).not.toEqual(of(2));
  });

  test("has chats that alternate, with at most one system prompt, first", () => {
    const wrong = (document: Document) => {
      if (document.kind === "text") return false;
      const roles = document.messages.map(({ role }) => role).join(" ");
      return !/^(system )?user assistant( user assistant)*$/.test(roles);
    };
    expect(documents.filter(wrong)).toEqual([]);
  });

  test("is printable ASCII and emoji", () => {
    const rest = documents.flatMap(textsOf).map((text) => text.replace(/\p{RGI_Emoji}/gv, ""));
    expect(offending(rest, /[^\x20-\x7e]/)).toEqual([]);
  });

  test("has no unfilled slots, double spaces or empty texts", () => {
    const texts = documents.flatMap(textsOf);
    expect(offending(texts, /[{}[\]|]|undefined|^$| {2}|^ | $/)).toEqual([]);
  });

  test("closes its quotations", () => {
    expect(written.filter((text) => text.split('"').length % 2 === 0).slice(0, 3)).toEqual([]);
  });

  test("has right articles, capitals and signs", () => {
    expect(offending(written, /\b[Aa] [aeiou](?!ne\b|ni|s)/)).toEqual([]);
    expect(offending(written, /\b[Aa]n [^aeiouAEIOUh]/)).toEqual([]);
    expect(offending(written, /[.!?] [a-z]|^[a-z](?!lama-nb)|[.]" [a-z]/)).toEqual([]);
    expect(offending(written, / [.,!?]|[.,]{2}|,[.!?]|[.!?],/)).toEqual([]);
    expect(offending(written, /\b(\w+) \1\b(?<!\b(?:that that|far far|la la))/i)).toEqual([]);
  });

  test("ends every text that is not emoji with a sign", () => {
    const prose = written.filter((text) => !/^\p{Emoji}+$/u.test(text) && !isEmojiAlone(text));
    expect(prose.filter((text) => !/[.!?]"?$/.test(text)).slice(0, 3)).toEqual([]);
  });

  test("uses few words", () => {
    // Names made up for one text alone are no words to learn
    const counts = new Map<string, number>();
    for (const text of written) {
      for (const word of new Set(text.toLowerCase().match(/[a-z]+/g))) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    const words = new Set([...counts].flatMap(([word, count]) => (count > 4 ? [word] : [])));
    expect(words.size).toBeGreaterThan(1000);
    expect(words.size).toBeLessThan(1700);
  });

  test("is half stories, no two the same", () => {
    const length = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);
    const share = length(stories) / length(documents.flatMap(textsOf));
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.65);
    expect(new Set(stories).size).toBe(stories.length);
  });

  test("begins most stories with Once upon a time", () => {
    const share = stories.filter((text) => text.startsWith("Once upon a time")).length / stories.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.95);
  });
});

describe("the lengths of documents", () => {
  const tokens = trainCorpusTokenizer(documents, 1280);
  const tokenizer = new Tokenizer(new Map(tokens.map((token, rank) => [token, rank])));
  const lengths = documents.map((document) => sampleOf(document, tokenizer).tokens.length);

  test("fill the context of 512 tokens, and no more", () => {
    const share = lengths.filter((length) => length > 384).length / lengths.length;
    expect(share).toBeGreaterThan(0.07);
    expect(share).toBeLessThan(0.12);
    expect(Math.max(...lengths)).toBeGreaterThan(480);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(512);
  });

  test("are estimated within a third", () => {
    for (const [i, document] of documents.entries()) {
      if (lengths[i] < 330) continue;
      const ratio = lengths[i] / estimateTokens(document);
      expect(`${ratio > 0.8 && ratio < 1.4} ${ratio}`).toStartWith("true");
    }
  });

  test("are reached by dialogs of five turns and more with a story in them", () => {
    const chats = documents.filter(
      (document, i) => lengths[i] > 384 && document.kind === "chat" && document.messages.length >= 10,
    );
    expect(chats.length / documents.length).toBeGreaterThan(0.02);
    for (const document of chats) {
      expect(Math.max(...textsOf(document).map((text) => text.length))).toBeGreaterThan(300);
    }
  });
});

describe("the prompts of the menu", () => {
  test("Hello, my name is", () => {
    const texts = documents.filter(
      (document) => document.kind === "text" && document.text.startsWith("Hello, my name is "),
    );
    expect(texts.length).toBeGreaterThan(200);
  });

  const asked = (system: string, user: string) =>
    answers.filter((answer) => answer.system === system && answer.user === user).map(({ answer }) => answer);

  test("2: Einstein", () => {
    const all = asked("You are Einstein", "Describe your theory.");
    expect(new Set(all).size).toBeGreaterThan(200);
    for (const answer of all) {
      expect(answer).toMatch(/theory of relativity.*[Ll]ight.*clock.*E = mc2/);
      expect(`${sentencesOf(answer).length} ${answer}`).toMatch(/^[34] /);
    }
  });

  test("3: relativity, in 20 words", () => {
    const all = asked(
      "Answer in 20 words, directly, and without an introduction",
      "Can you explain what is Theory of relativity?",
    );
    expect(all.length).toBeGreaterThan(200);
    for (const answer of all) expect(`${wordsOf(answer).length}: ${answer}`).toStartWith("20: ");
  });

  test("4: a pirate about quantum computers, in 20 words", () => {
    const all = asked("You are a pirate", "Explain what is quantum computer in 20 words.");
    expect(all.length).toBeGreaterThan(200);
    for (const answer of all)
      expect(`${wordsOf(answer).length}: ${answer}`).toMatch(/^20: .*quantum computer/);
  });

  test("5: from Beijing to NY in emoji", () => {
    const all = asked("Always answer with emojis", "How to go from Beijing to NY?");
    expect(all.length).toBeGreaterThan(200);
    for (const answer of all) expect(answer).toMatch(/^\p{RGI_Emoji}+🗽\p{RGI_Emoji}?$/v);
  });

  test("6: the flag of Turkey", () => {
    const all = asked("Answer with only one emoji", "What is the flag of Turkey?");
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all)).toEqual(new Set(["🇹🇷"]));
  });
});

describe("answers in a manner", () => {
  test("of twenty words have twenty", () => {
    const all = answers.filter(
      ({ system, user }) => /(20|twenty) words/i.test(system ?? "") || /in 20 words/.test(user),
    );
    expect(new Set(all.map(({ answer }) => answer)).size).toBeGreaterThan(50);
    for (const { answer } of all) expect(`${wordsOf(answer).length}: ${answer}`).toStartWith("20: ");
  });

  test("of emoji have nothing else, of one emoji have one", () => {
    const many = answers.filter(({ system }) => /emojis/.test(system ?? ""));
    const one = answers.filter(({ system }) => /one emoji/i.test(system ?? ""));
    expect(new Set(many.map(({ answer }) => answer)).size).toBeGreaterThan(100);
    expect(new Set(one.map(({ answer }) => answer)).size).toBeGreaterThan(100);
    expect(many.filter(({ answer }) => !isEmojiAlone(answer))).toEqual([]);
    expect(one.filter(({ answer }) => !/^\p{RGI_Emoji}$/v.test(answer))).toEqual([]);
  });

  test("sums are right", () => {
    const sums = answers.flatMap(({ answer }) => [
      ...answer.matchAll(/^(\d+) (plus|minus) (\d+) is (\d+)\.$/g),
    ]);
    expect(sums.length).toBeGreaterThan(300);
    for (const [text, a, word, b, result] of sums) {
      expect(`${text} ${word === "plus" ? +a + +b : +a - +b}`).toBe(`${text} ${result}`);
    }
  });

  test("names that were told are given back", () => {
    let count = 0;
    for (const document of documents) {
      if (document.kind === "text") continue;
      const said = document.messages.map(({ content }) => content);
      const given = /^(?:Your name is|You are) ([A-Z][a-z]+)[.!]$/.exec(said.at(-1) ?? "");
      if (!given) continue;
      count++;
      expect(said.slice(0, -1).join(" ")).toContain(given[1]);
    }
    expect(count).toBeGreaterThan(100);
  });
});
