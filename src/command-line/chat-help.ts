import type { Section } from "./command.ts";

/** What there is to know about the default command beside its flags. */
export const chatSections: readonly Section[] = [
  {
    title: "Examples",
    lines: [
      ["llama-nb", "at a terminal: a menu of prompts, and a chat that goes on"],
      ['llama-nb "Why is the sky blue?"', "one answer"],
      ['llama-nb -s "You are a pirate." "Who are you?"', "with a system prompt"],
      ["llama-nb -r chat.json", "continue a chat that /save wrote"],
      ['llama-nb --raw -n 50 "Once upon a time"', "text completion"],
      [
        'llama-nb --temp 0.8 --top-p 0.9 --seed 7 "Tell a story"',
        "sampled, and the same again with the same seed",
      ],
      ['git diff | llama-nb "What is wrong here?"', "what comes through the pipe, then the question"],
      ['llama-nb --json --top-logprobs 5 "Hi" | jq .logprob', "tokens and their probabilities"],
    ],
  },
  {
    title: "Where the prompt comes from",
    lines: [
      "PROMPT, --prompt, --file or stdin. When stdin is not a terminal it is the prompt; with a PROMPT too it comes " +
        "before it, with an empty line between them. The word - asks for stdin.",
      "Text is UTF-8 and goes to the model as it is, with CRLF and NUL; only a byte order mark at its beginning and " +
        "one line end at its end, which echo and editors add, are left out. Bytes that are not UTF-8 are an error.",
      "A word that only resembles a command is a prompt like any other: at a terminal a note says so.",
    ],
  },
  {
    title: "How the next token is chosen",
    lines: [
      "Without --temp, or with --temp 0, it is the likeliest one. Else the scores are divided by the temperature and " +
        "softmax makes probabilities of them; then --top-k, --top-p and --min-p leave tokens out, in this order, " +
        "each looking at what the one before left, scaled up to add to 1; then one is drawn.",
      "The numbers it is drawn with come from --seed alone (xoshiro128**, on every platform the same). The same seed, " +
        "engine and number of threads give the same answer.",
    ],
  },
  {
    title: "JSON",
    lines: [
      [
        '{"type":"token","id","text","logprob","top","emoji"}',
        "one line for each token. text is only ever whole characters. logprob is the natural logarithm of the " +
          "probability before temperature and filters. top, with --top-logprobs: the likeliest tokens. emoji, on the " +
          'token that completes some: a list of {"text","name","codePoints"}, with skin tones, flags, joined emoji ' +
          "and keycaps as one; the lines of an emoji wait until it cannot grow",
      ],
      [
        '{"type":"summary","promptTokens","generatedTokens","stopReason",…}',
        "at the end. stopReason is stop_token, max_tokens, context_full or interrupted",
      ],
    ],
  },
  {
    title: "Environment",
    lines: [
      ["LLAMA_NB_MODEL", "the model's folder, when --model is not given"],
      ["NO_COLOR", "when not empty: no colour with --color auto"],
      ["XDG_STATE_HOME", "where what was typed in chats is remembered (default ~/.local/state)"],
    ],
  },
  {
    title: "Files",
    lines: [
      "Without --model and LLAMA_NB_MODEL the model is looked for in a folder models-original beside the program, in " +
        "its parent folder, in the working folder and in its parent: Meta-Llama-3.1-8B-Instruct first, then any. Where " +
        "there is none the small model answers that is built in; --model demo chooses it.",
    ],
  },
  {
    title: "Exit codes",
    lines: [
      ["0", "done; the context may be full"],
      ["1", "the model or a file failed, or the prompt is longer than the context"],
      ["2", "usage: an unknown flag, a value out of range, an id outside the vocabulary"],
      ["130", "interrupted by Ctrl-C; the first stops the answer and keeps it, the second ends the program"],
      ["129, 143", "ended by SIGHUP (a closed terminal) or SIGTERM; the answer is kept as with Ctrl-C"],
    ],
  },
];
