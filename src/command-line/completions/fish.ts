import type { Commands } from "../command.ts";
import { type CompletedFlag, flagsOf, wordsOf } from "./flags.ts";

/** A script that completes the program's command lines in fish. */
export function fishCompletions({ main, subcommands }: Commands): string {
  const names = Object.keys(subcommands);
  const first = Object.entries(subcommands).map(([name, { description }]) => {
    return `complete -c llama-nb -n 'test (count (commandline -opc)) -eq 1' -a ${name} -d ${quoted(description)}`;
  });
  const all = [["chat", main] as const, ...Object.entries(subcommands)];
  const rest = all.flatMap(([name, { args }]) => {
    const condition = `complete -c llama-nb -n '__llama_nb_is ${name}'`;
    const words = wordsOf(args, names);
    return [
      ...flagsOf(args).map((flag) => `${condition} ${flagOptions(flag)}`),
      ...(words.length > 0 ? [`${condition} -a ${quoted(words.join(" "))}`] : []),
    ];
  });
  return `# fish completion for llama-nb; to use it: llama-nb completions fish | source
function __llama_nb_is --description 'whether a command is the one on the command line; chat has no name there'
    set -l words (commandline -opc)
    set -l name chat
    if set -q words[2]; and contains -- $words[2] ${names.join(" ")}
        set name $words[2]
    end
    test $name = $argv[1]
end
complete -c llama-nb -f
${[...first, ...rest].join("\n")}
`;
}

function flagOptions({ name, alias, description, value }: CompletedFlag): string {
  return [
    ...(alias === undefined ? [] : [`-s ${alias}`]),
    `-l ${name}`,
    ...(value === undefined ? [] : [valueOptions(value)]),
    `-d ${quoted(description)}`,
  ].join(" ");
}

function valueOptions(value: NonNullable<CompletedFlag["value"]>): string {
  if (value === "free") return "-x";
  if (value === "file") return "-r -F";
  if (value === "folder") return "-x -a '(__fish_complete_directories)'";
  return `-x -a ${quoted(value.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
