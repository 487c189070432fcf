import type { Commands } from "../command.ts";
import type { Definitions } from "../definitions.ts";
import { type CompletedFlag, flagsOf, wordsOf } from "./flags.ts";

/** A script that completes the program's command lines in zsh, sourced or as the file _llama-nb in $fpath. */
export function zshCompletions({ main, subcommands }: Commands): string {
  const commands = Object.entries(subcommands);
  const names = Object.keys(subcommands);
  const described = commands.map(([name, { description }]) => `    ${quoted(`${name}:${description}`)}`);
  const cases = commands.map(([name, { args }]) => `      ${name}) ${parsed(args, names, 8)} ;;`);
  return `#compdef llama-nb
# zsh completion for llama-nb; to use it: source <(llama-nb completions zsh)
_llama_nb() {
  local -a known
  known=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command known
  elif (( CURRENT > 2 )) && [[ $words[2] == (${names.join("|")}) ]]; then
    local name=$words[2]
    shift words
    (( CURRENT-- ))
    case $name in
${cases.join("\n")}
    esac
  else
    ${parsed(main.args, names, 6)}
  fi
}
if [[ $funcstack[1] == _llama_nb ]]; then _llama_nb "$@"; else compdef _llama_nb llama-nb; fi
`;
}

/** A call of zsh's own parser of arguments. */
function parsed(args: Definitions, names: readonly string[], indent: number): string {
  const known = wordsOf(args, names);
  const words = known.length > 0 ? [`'1:word:(${known.join(" ")})'`] : [];
  return ["_arguments -s", ...flagsOf(args).map(flagSpecification), ...words].join(
    ` \\\n${" ".repeat(indent)}`,
  );
}

function flagSpecification({ name, alias, description, value, isCollected }: CompletedFlag): string {
  const [short, long] = value === undefined ? [alias, name] : [`${alias}+`, `${name}=`];
  const explained = `[${description.replace(/[[\]\\:]/g, "\\$&")}]${value === undefined ? "" : action(value)}`;
  if (alias === undefined) return quoted(`${isCollected ? "*" : ""}--${long}${explained}`);
  const repetition = isCollected ? "*" : `(-${alias} --${name})`;
  return `'${repetition}'{-${short},--${long}}${quoted(explained)}`;
}

function action(value: NonNullable<CompletedFlag["value"]>): string {
  if (value === "free") return ":value: ";
  if (value === "file") return ":file:_files";
  if (value === "folder") return ":folder:_files -/";
  return `:value:(${value.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
