import type { Section } from "./command.ts";

/** What the help says about the default command besides its flags. */
export const chatSections: readonly Section[] = [
  {
    title: "Examples",
    lines: [
      ["llama-nb", "at a terminal: a menu of prompts, and a chat"],
      ['llama-nb "Why is the sky blue?"', "one answer"],
      ['llama-nb -s "You are a pirate." "Who are you?"', "with a system prompt"],
      [
        'llama-nb -r chat.json "And then?"',
        "the next turn of a chat that /save wrote; without a prompt: the chat",
      ],
      ['llama-nb --raw -n 50 "Once upon a time"', "text completion"],
      [
        'llama-nb --temp 0.8 --top-p 0.9 --seed 7 "Tell me a story."',
        "sampled; the same seed gives the same story again",
      ],
      ['llama-nb --stop "." "Tell me a story."', "only the first sentence"],
      ['git diff | llama-nb "What is wrong here?"', "what comes through the pipe, then the question"],
      ['llama-nb --json "Hi" | jq ".logprob // empty"', "the log probability of each token"],
    ],
  },
  {
    title: "Where the prompt comes from",
    lines: [
      "PROMPT, --prompt, --file or stdin. If stdin is not a terminal, it is the prompt; if there is a PROMPT too, stdin " +
        "comes first, with an empty line between them. The word - asks for stdin. Token ids (--ids) are the whole " +
        "prompt: a text besides them is refused.",
      "Text is UTF-8 and reaches the model unchanged, with CRLF and NUL. Only a byte order mark at its beginning and one " +
        "line end at its end, which echo and editors add, are left out. Bytes that are not UTF-8 are an error.",
      "A first word that is the name of a command is that command: llama-nb help prints this page, and llama-nb -p help " +
        "asks the model. A word that only resembles a command is a prompt; at a terminal a note says so.",
    ],
  },
  {
    title: "Flags",
    lines: [
      "Flags may stand before, between and after the words; after -- everything is a word. If a flag with a value is " +
        "given twice, the last one counts, so that a command line overrides an alias. Exceptions: the prompt (--prompt, " +
        "--file, --ids) is refused if it is given twice, and every --stop counts.",
    ],
  },
  {
    title: "How the next token is chosen",
    lines: [
      "Without --temp, or with --temp 0, the likeliest token is chosen. Otherwise the scores are divided by the " +
        "temperature, and softmax turns them into probabilities; then --top-k, --top-p and --min-p leave tokens out, in " +
        "this order, each applied to what the previous one left, scaled up to add to 1; then one token is drawn.",
      "The random numbers depend on --seed alone (xoshiro128**, the same on every platform). The same seed, engine and " +
        "number of threads give the same answer. Without --seed there is a new one each time: -v and --json tell it.",
      "At a temperature above 0, special tokens are never drawn, except those that end an answer: they stand for no " +
        "text, and most of them were never trained.",
      "The penalties come before everything else, also at temperature 0. They change the score of each token that " +
        "occurred among the last tokens (--repeat-last-n) of prompt and answer: --repeat-penalty divides it if it is " +
        "positive and multiplies it otherwise, then --frequency-penalty is subtracted as often as the token occurred and " +
        "--presence-penalty once. This is what llama.cpp does, except that special tokens are left alone here.",
    ],
  },
  {
    title: "Where the answer ends",
    lines: [
      "At a token that ends an answer, after --max-tokens, when the context is full, or before one of the texts of " +
        "--stop. No part of such a text is shown: what could become one is held back until that is certain.",
    ],
  },
  {
    title: "JSON",
    lines: [
      [
        '{"type":"token","id","text","logprob","top","emoji"}',
        "one line for each token. text contains whole characters only. logprob is the natural logarithm of the " +
          "token's probability before penalties, temperature and filters. top, with --top-logprobs: the likeliest " +
          'tokens. emoji, on the token that completes some: a list of {"text","name","codePoints"}, where skin tones, ' +
          "flags, joined emoji and keycaps are one; the lines of an emoji wait until it is complete",
      ],
      [
        '{"type":"summary","promptTokens","generatedTokens","stopReason",…}',
        "at the end. stopReason is stop_token, stop_text, max_tokens, context_full or interrupted. seed is there if " +
          "tokens were drawn",
      ],
    ],
  },
  {
    title: "Environment",
    lines: [
      ["LLAMA_NB_MODEL", "the model's folder, if --model is not given"],
      ["NO_COLOR", "if not empty: no colour with --color auto"],
      ["XDG_STATE_HOME", "where the history of the chat is kept (default ~/.local/state)"],
    ],
  },
  {
    title: "Files",
    lines: [
      "Without --model and LLAMA_NB_MODEL the model is looked for in a folder models-original beside the program, in " +
        "its parent folder, in the working folder and in its parent: Meta-Llama-3.1-8B-Instruct first, then any. At a " +
        "terminal, or with -v, the model that is found is named. A folder that belongs to another user (not you or " +
        "root), or that every user may write to, is not searched, and that is said.",
      "If there is none, the small built-in model answers; --model demo chooses it.",
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
