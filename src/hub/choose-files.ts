import { fileName, isPlainPath } from "./file-name.ts";
import { chooseGguf, ggufModels, shortName } from "./gguf-files.ts";
import { folderName, type Wanted } from "./repository.ts";
import type { HubFile } from "./requests/file-list.ts";
import { RequestError } from "./requests/request-error.ts";

/** A file that is wanted, and the name under which it is stored. */
export interface WantedFile extends HubFile {
  readonly name: string;
}

/** The files of one model. */
export interface Chosen {
  /** For people. */
  readonly format: "Meta's files" | "safetensors" | "GGUF";
  readonly files: readonly WantedFile[];
  /** A name for the folder of the model. */
  readonly folder: string;
}

const metaFiles = /^(params\.json|tokenizer\.model|consolidated\.\d\d\.pth)$/;
const configuration =
  /^(config\.json|generation_config\.json|tokenizer\.json|tokenizer\.model|tokenizer_config\.json|special_tokens_map\.json|chat_template\.(json|jinja))$/;
const shard = /^model-\d{5}-of-(\d{5})\.safetensors$/;

/**
 * Chooses the files of a repository that a model needs: Meta's if there are any (in the folder `original` or at the root),
 * otherwise the safetensors with their configuration, otherwise the only GGUF. With a choice it is the GGUF that is named.
 * @throws RequestError that says what there is if nothing fits, or too much
 */
export function chooseFiles(listed: readonly HubFile[], { repository, choice }: Wanted): Chosen {
  const files = listed.filter(({ path }) => isPlainPath(path));
  const chosen = (
    format: Chosen["format"],
    some: readonly HubFile[],
    folder = folderName(repository),
  ): Chosen => ({
    format,
    files: some.map((file) => ({ ...file, name: fileName(file.path, repository) })),
    folder,
  });
  if (choice === undefined) {
    const meta = metasFiles(files, "original/") ?? metasFiles(files, "");
    if (meta !== undefined) return chosen("Meta's files", meta);
    const safetensors = safetensorsFiles(files, repository);
    if (safetensors !== undefined) return chosen("safetensors", safetensors);
  }
  const models = ggufModels(files);
  if (choice === undefined && models.length === 0) throw noModel(repository, listed);
  const model = chooseGguf(models, repository, choice);
  const variant = fileName(shortName(model, models), repository).replace(/(-\d{5}-of-\d{5})?\.gguf$/i, "");
  return chosen("GGUF", model.files, folderName(repository, variant));
}

function metasFiles(files: readonly HubFile[], folder: string): HubFile[] | undefined {
  const found = inFolder(files, folder).filter(({ name }) => metaFiles.test(name));
  const names = found.map(({ name }) => name);
  const isWhole = ["params.json", "tokenizer.model", "consolidated.00.pth"].every((name) =>
    names.includes(name),
  );
  return isWhole ? found.map(({ file }) => file) : undefined;
}

/** The weights at the root: one file, or all shards of a set with their index. Other variants of the weights are left out. */
function safetensorsFiles(files: readonly HubFile[], repository: string): HubFile[] | undefined {
  const root = inFolder(files, "");
  const byName = new Map(root.map(({ name, file }) => [name, file]));
  if (!byName.has("config.json")) return undefined;
  const named = (test: (name: string) => boolean): HubFile[] =>
    root.filter(({ name }) => test(name)).map(({ file }) => file);
  const single = named((name) => name === "model.safetensors");
  const shards = named((name) => shard.test(name));
  const others = named((name) => name.endsWith(".safetensors"));
  const weights = single.length > 0 ? single : shards.length > 0 ? shards : others;
  if (weights.length === 0) return undefined;
  if (weights === shards) {
    const whole = Number(shard.exec(shards[0].path)?.[1]);
    if (shards.length !== whole) {
      throw new RequestError(
        repository,
        `has ${shards.length} of ${whole} parts of its weights`,
        "choose another repository, or tell its owner",
        "final",
      );
    }
  }
  const index = weights === single ? [] : named((name) => name === "model.safetensors.index.json");
  return [...named((name) => configuration.test(name)), ...index, ...weights];
}

/** The files directly in a folder, which ends in a slash unless it is the root. */
function inFolder(files: readonly HubFile[], folder: string): { name: string; file: HubFile }[] {
  return files
    .filter(({ path }) => path.startsWith(folder) && !path.slice(folder.length).includes("/"))
    .map((file) => ({ name: file.path.slice(folder.length), file }));
}

function noModel(repository: string, files: readonly HubFile[]): RequestError {
  const names = files.map(({ path }) => path).sort();
  const shown = names.slice(0, 8).join(", ");
  const more = names.length > 8 ? ` and ${names.length - 8} more` : "";
  return new RequestError(
    repository,
    names.length === 0
      ? "has no files"
      : `has none of the files that a model needs (Meta's, safetensors or GGUF), only ${shown}${more}`,
    "choose another repository",
    "final",
  );
}
