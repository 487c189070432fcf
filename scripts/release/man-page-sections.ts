import { commandList } from "../../src/chat/chat-commands.ts";
import type { Section } from "../../src/command-line/command.ts";

/** What the manual page says before the options. */
export const description: Section = {
  title: "Description",
  lines: [
    "llama-nb runs large language models of the Llama 3 family (Llama 3, 3.1 and 3.2) on the processor of your own " +
      "computer, from the files that Meta distributes. It answers a prompt given on the command line, in a file or " +
      "through a pipe, and writes the answer to standard output and nothing else there. At a terminal without a prompt " +
      "it shows a menu, whose last item is a chat.",
    "Without any model on the computer, a very small built-in one answers: it tells stories and little more.",
    "Every part of the program is written to be read: the source and a book about it come with it.",
  ],
};

/** What the manual page says about the menu and the chat. */
export const interaction: readonly Section[] = [
  {
    title: "Keys",
    lines: [
      ["0 to 8, up, down, Enter", "in the menu: choose an item"],
      ["q, Esc, Ctrl-D", "in the menu: leave the program"],
      ["Enter", "sends what was typed; pasted lines are one turn"],
      ["Alt-Enter", "begins another line of the same turn, as a backslash before Enter does"],
      ["up, down", "go through what was typed before, also in earlier runs"],
      ["Ctrl-R", "searches what was typed before"],
      ["Ctrl-A, Ctrl-E, Ctrl-W, Ctrl-U, Ctrl-K", "edit the line as a shell does"],
      ["Tab", "completes a chat command, a setting, or the path of /save and /load"],
      [
        "Ctrl-C",
        "stops an answer and keeps it; at a question, discards what was typed; in an empty text, twice leaves the chat",
      ],
      ["Ctrl-D", "leaves the program"],
      ["Ctrl-Z", "stops the program until fg continues it"],
    ],
  },
  {
    title: "Chat commands",
    lines: commandList.map(({ usage, help }) => [usage, help] as const),
  },
];

/** What the manual page ends with. */
export const seeAlso: Section = {
  title: "See also",
  lines: [
    "jq(1), for the output of --json",
    "The chapters in the folder docs of the source: checkpoint.md, tokenizer.md, network.md, performance.md, training.md, " +
      "chat.md, pull.md and binaries.md",
    "The Llama 3 Herd of Models (2024), https://arxiv.org/abs/2407.21783",
  ],
};
