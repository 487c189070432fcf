import type { StepKind } from "./steps.ts";

/** What a kind of step is, for a programmer who has not seen the inside of a language model before. */
export interface Explanation {
  readonly title: string;
  /** In plain characters, with the checkpoint's names; empty where nothing is computed. */
  readonly formula: string;
  /** What the step is for. */
  readonly purpose: string;
  /** What each dimension of the result counts. */
  readonly axes: readonly string[];
  /** The file with the operation, written plainly. */
  readonly source: string;
  /** The file that has the operation done here, if that is another one. */
  readonly caller?: string;
}

const operations = "src/tensor/operations";
const linear = `${operations}/linear.ts`;
const attention = "src/model/attention.ts";
const feedForward = "src/model/feed-forward.ts";
const block = "src/model/transformer-block.ts";
const transformer = "src/model/transformer.ts";

/** One explanation for every kind of step. */
export const explanations: Readonly<Record<StepKind, Explanation>> = {
  text: {
    title: "The text",
    formula: "",
    purpose:
      "A language model does one thing: it reads the beginning of a text, and says of every token that it knows how likely that token comes next. This is the text that it reads here.",
    axes: [],
    source: "src/tokenizer/chat-format.ts",
  },
  ids: {
    title: "Tokens and their ids",
    formula: "ids = encode(text)",
    purpose:
      "A network computes with numbers. So the text is cut into tokens, pieces that are frequent (byte pair encoding), and each token is replaced by its number in the vocabulary.",
    axes: ["tokens"],
    source: "src/tokenizer/tokenizer.ts",
  },
  tok_embeddings: {
    title: "A vector for every token",
    formula: "x = tok_embeddings[id]",
    purpose:
      "Each token gets a vector from a table that has a row for every token of the vocabulary. Tokens that are used alike have similar rows. This vector is the residual stream: every block reads it and adds to it.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/embedding.ts`,
    caller: transformer,
  },
  attention_norm: {
    title: "Bring the vectors to a common scale",
    formula: "n = x / rms(x) · attention_norm",
    purpose:
      "Divides every vector by its root mean square, so that the next products do not depend on how much has been added to the stream so far. The result is a copy: the stream itself stays as it is.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/rms-norm.ts`,
    caller: block,
  },
  "attention.wq": {
    title: "Queries: what each token looks for",
    formula: "q = wq · n",
    purpose:
      "Attention lets a token look at those before it, with several heads at once. For each head this product makes a query: a description of what the token looks for.",
    axes: ["tokens", "heads", "numbers"],
    source: linear,
    caller: attention,
  },
  "attention.wk": {
    title: "Keys: what each token can be found by",
    formula: "k = wk · n",
    purpose: "A key answers queries: it describes what the token has to offer to the tokens after it.",
    axes: ["tokens", "key heads", "numbers"],
    source: linear,
    caller: attention,
  },
  "attention.wv": {
    title: "Values: what each token hands over",
    formula: "v = wv · n",
    purpose: "A value is what a token hands over to the tokens that find it by its key.",
    axes: ["tokens", "value heads", "numbers"],
    source: linear,
    caller: attention,
  },
  "attention.q": {
    title: "Turn the queries by their position",
    formula: "q = rotate(q, position)",
    purpose:
      "Turns each pair of numbers by an angle that grows with the token's position (RoPE). The product of a turned query and a turned key depends on how far apart the two tokens are: so the model knows their order.",
    axes: ["tokens", "heads", "numbers"],
    source: `${operations}/rotate.ts`,
    caller: attention,
  },
  "attention.k": {
    title: "Turn the keys, and keep them",
    formula: "k = rotate(k, position)",
    purpose:
      "The keys are turned in the same way. Then keys and values go into the KV cache, where all later tokens find them without computing them again.",
    axes: ["tokens", "key heads", "numbers"],
    source: `${operations}/rotate.ts`,
    caller: attention,
  },
  "attention.scores": {
    title: "Scores: which keys match the query",
    formula: "scores = q · k / √(numbers of a head)",
    purpose:
      "The query of the last token meets the keys of all tokens up to itself. The larger a product is, the better the two match.",
    axes: ["heads", "tokens looked at"],
    source: `${operations}/attention.ts`,
    caller: attention,
  },
  "attention.shares": {
    title: "Shares: who gets the attention",
    formula: "shares = softmax(scores)",
    purpose:
      "Softmax takes e to the power of each score and divides by their sum. So each head shares its attention, 100%, among the tokens up to this one.",
    axes: ["heads", "tokens looked at"],
    source: `${operations}/softmax.ts`,
    caller: attention,
  },
  "attention.heads": {
    title: "Each head brings what it found",
    formula: "result = Σ share · v",
    purpose:
      "Each head adds up the values of the tokens, each times its share. This is the only step in which something moves from one token to another.",
    axes: ["tokens", "heads", "numbers"],
    source: `${operations}/attention.ts`,
    caller: attention,
  },
  "attention.wo": {
    title: "Mix what the heads brought",
    formula: "a = wo · results",
    purpose:
      "The results of all heads, side by side, are mixed to one vector that is as wide as the residual stream.",
    axes: ["tokens", "numbers of the stream"],
    source: linear,
    caller: attention,
  },
  h: {
    title: "Add it to the stream",
    formula: "h = x + a",
    purpose:
      "What attention brought is added to the residual stream. Nothing is overwritten: the blocks that follow can still read what was there before.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/add.ts`,
    caller: block,
  },
  ffn_norm: {
    title: "Bring the vectors to a common scale again",
    formula: "n = h / rms(h) · ffn_norm",
    purpose: "The same as before attention, now for the feed-forward part, with weights of its own.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/rms-norm.ts`,
    caller: block,
  },
  "feed_forward.w1": {
    title: "Gates: which patterns are there",
    formula: "gate = w1 · n",
    purpose:
      "The feed-forward part looks at each token alone. Each row of its first matrix stands for a pattern: the product says how much of the pattern is in the vector.",
    axes: ["tokens", "gates"],
    source: linear,
    caller: feedForward,
  },
  "feed_forward.w3": {
    title: "What may pass the gates",
    formula: "up = w3 · n",
    purpose: "A second matrix computes for each gate the number that passes if the gate is open.",
    axes: ["tokens", "gates"],
    source: linear,
    caller: feedForward,
  },
  "feed_forward.swiglu": {
    title: "Open and close the gates",
    formula: "s = gate / (1 + e^-gate) · up",
    purpose:
      "The first factor (silu) is almost 0 for a negative gate and almost the gate itself for a large one. So a number passes only where its pattern was found.",
    axes: ["tokens", "gates"],
    source: `${operations}/swiglu.ts`,
    caller: feedForward,
  },
  "feed_forward.w2": {
    title: "Mix what has passed",
    formula: "f = w2 · s",
    purpose:
      "Each gate that is open adds its column of w2, a vector of the stream. These matrices are thought to hold much of what a model knows (Geva et al., 2021).",
    axes: ["tokens", "numbers of the stream"],
    source: linear,
    caller: feedForward,
  },
  block: {
    title: "Add it to the stream: the block is done",
    formula: "x = h + f",
    purpose:
      "What the feed-forward part made is added to the residual stream. The next block does all of this again, with weights of its own.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/add.ts`,
    caller: block,
  },
  norm: {
    title: "One last common scale",
    formula: "n = x / rms(x) · norm",
    purpose:
      "All blocks are done. Only the vector of the last token is needed now: it is brought to the common scale for the comparison that follows.",
    axes: ["tokens", "numbers of the stream"],
    source: `${operations}/rms-norm.ts`,
    caller: transformer,
  },
  output: {
    title: "A score for every token of the vocabulary",
    formula: "logits = output · n",
    purpose:
      "The vector is compared with one row for each token of the vocabulary. The product is the token's logit: the larger, the likelier the token comes next.",
    axes: ["tokens", "tokens of the vocabulary"],
    source: linear,
    caller: transformer,
  },
  choice: {
    title: "The choice",
    formula: "p = softmax(logits)",
    purpose:
      "Softmax turns the logits into probabilities. With temperature 0 the likeliest token is chosen; with a higher one a token is drawn. It is written behind the text, and the next pass reads it.",
    axes: [],
    source: "src/generate/sampler.ts",
  },
};
