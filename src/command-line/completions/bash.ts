import type { Commands } from "../command.ts";
import { type CompletedFlag, flagsOf, wordsOf } from "./flags.ts";

/** A script that completes the program's command lines in bash 3.2 and later. */
export function bashCompletions({ main, subcommands }: Commands): string {
  const names = Object.keys(subcommands);
  const all = Object.entries({ "": main, ...subcommands });
  const values = all.flatMap(([name, { args }]) => valueCases(name, flagsOf(args)));
  const flags = all.map(
    ([name, { args }]) => `"${name}") words="${flagsOf(args).flatMap(forms).join(" ")}" ;;`,
  );
  const words = all.map(([name, { args }]) => {
    const known = name === "" ? names : wordsOf(args, names);
    return `"${name}") words="${known.join(" ")}" ;;`;
  });
  const lines = (cases: readonly string[]) => cases.map((each) => `    ${each}\n`).join("");
  return `# bash completion for llama-nb; to use it: source <(llama-nb completions bash)
_llama_nb() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command="" words="" kind="" isValue=1 reply
  COMPREPLY=()
  # bash splits --flag=value at the sign
  if [[ $current == "=" ]]; then current=""
  elif [[ $previous == "=" ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if (( COMP_CWORD > 1 )); then
    case \${COMP_WORDS[1]} in ${names.join("|")}) command=\${COMP_WORDS[1]} ;; esac
  fi
  case "$command $previous" in
${lines(values)}    *) isValue="" ;;
  esac
  if [[ -z $isValue && $current == -* ]]; then case $command in
${lines(flags)}  esac
  elif [[ -z $isValue && ( -n $command || $COMP_CWORD == 1 ) ]]; then case $command in
${lines(words)}  esac; fi
  if [[ -n $kind ]]; then compopt -o filenames 2>/dev/null; fi
  while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen $kind -W "$words" -- "$current")
}
complete -F _llama_nb llama-nb
`;
}

/** What can follow the flags of a command that take a value; flags with the same values share a line. */
function valueCases(command: string, flags: readonly CompletedFlag[]): string[] {
  const patterns = new Map<string, string[]>();
  for (const flag of flags) {
    if (flag.value === undefined) continue;
    const offered = offer(flag.value);
    const known = patterns.get(offered) ?? [];
    patterns.set(offered, [...known, ...forms(flag).map((form) => `"${command} ${form}"`)]);
  }
  return [...patterns].map(([offered, alike]) => `${alike.join("|")}) ${offered} ;;`);
}

function offer(value: NonNullable<CompletedFlag["value"]>): string {
  if (value === "free") return "return";
  if (value === "file") return "kind=-f";
  if (value === "folder") return "kind=-d";
  return `words="${value.join(" ")}"`;
}

function forms({ name, alias }: CompletedFlag): string[] {
  return [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])];
}
