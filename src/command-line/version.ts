import { version } from "../../package.json";

// Replaced by the commit in scripts/build.ts
declare const LLAMA_NB_COMMIT: string | undefined;

/** What `--version` prints: the version and, if `verbose`, the commit, the Bun inside and the platform. */
export function versionText(verbose: boolean): string {
  const name = `llama-nb ${version}\n`;
  if (!verbose) return name;
  const commit = typeof LLAMA_NB_COMMIT === "undefined" ? "run from source" : `commit ${LLAMA_NB_COMMIT}`;
  return `${name}${commit}\nBun ${Bun.version} (${Bun.revision.slice(0, 9)}), ${process.platform} ${process.arch}\n`;
}
