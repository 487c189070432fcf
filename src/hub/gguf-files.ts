import { nearest } from "../common/nearest.ts";
import type { HubFile } from "./requests/file-list.ts";
import { RequestError } from "./requests/request-error.ts";

/** A model in one GGUF file, or in several parts. */
export interface GgufModel {
  /** The path in the repository, without the number of the part and without the extension. */
  readonly stem: string;
  /** The quantization that its name or its folder ends in, such as Q4_K_M. */
  readonly quantization: string | undefined;
  readonly files: readonly HubFile[];
  /** How many files there should be. */
  readonly parts: number;
}

const part = /-(\d{5})-of-(\d{5})$/;
/** Vision encoders and statistics that lie beside models. */
const other = /(^|\/)(mmproj|[^/]*imatrix)[^/]*$/i;
const quantization = /(?:^|[-._])((?:UD-)?(?:I?Q\d\w*|TQ\d_\d|MXFP4\w*|BF16|FP?16|FP?32))$/i;
const mostNamed = 16;

/** The GGUF models among the files of a repository; parts that belong together are one. */
export function ggufModels(files: readonly HubFile[]): GgufModel[] {
  const models = new Map<string, HubFile[]>();
  const counts = new Map<string, number>();
  for (const file of files) {
    const path = /^(.*)\.gguf$/is.exec(file.path)?.[1];
    if (path === undefined || other.test(path)) continue;
    const stem = path.replace(part, "");
    models.set(stem, [...(models.get(stem) ?? []), file]);
    counts.set(stem, Number(part.exec(path)?.[2] ?? 1));
  }
  return [...models].map(([stem, own]) => ({
    stem,
    quantization: quantizationOf(stem),
    files: own,
    parts: counts.get(stem) ?? 1,
  }));
}

/**
 * The model that was chosen by its quantization or file name, in upper or lower case.
 * @param choice undefined: the only one
 * @throws RequestError that names those there are if none or several are meant, or if parts are missing
 */
export function chooseGguf(
  models: readonly GgufModel[],
  repository: string,
  choice: string | undefined,
): GgufModel {
  const found = choice === undefined ? models : meant(models, choice);
  const [only] = found;
  if (found.length !== 1) throw chooseAnother(models, found, repository, choice);
  if (only.files.length !== only.parts) {
    throw new RequestError(
      repository,
      `${only.stem}.gguf has ${only.parts} parts, but only ${only.files.length} are there`,
      "choose another file, or tell the owner of the repository",
      "final",
    );
  }
  return only;
}

/** What to write behind the colon for a model: its quantization if no other one has it, otherwise its file. */
export function shortName(model: GgufModel, models: readonly GgufModel[]): string {
  const { quantization } = model;
  const alike = models.filter((each) => each.quantization === quantization);
  return quantization !== undefined && alike.length === 1 ? quantization : model.files[0].path;
}

/** Those of just this quantization, otherwise those whose names end in the choice. */
function meant(models: readonly GgufModel[], choice: string): readonly GgufModel[] {
  const exact = models.filter((model) => model.quantization === choice.toUpperCase());
  return exact.length > 0 ? exact : models.filter((model) => isNamed(model, choice));
}

function isNamed({ stem, files }: GgufModel, choice: string): boolean {
  const wanted = choice.toLowerCase();
  if (wanted.endsWith(".gguf")) {
    return files.some(({ path }) =>
      [path, path.slice(path.lastIndexOf("/") + 1)].some((name) => name.toLowerCase() === wanted),
    );
  }
  return segments(stem).some((name) => {
    const [before, rest] = [name.slice(0, -wanted.length), name.slice(-wanted.length)];
    return rest === wanted && /(^|[-._])$/.test(before);
  });
}

/** The last two segments of a path in lower case: some repositories have a folder for each quantization. */
function segments(stem: string): string[] {
  return stem.toLowerCase().split("/").slice(-2);
}

function quantizationOf(stem: string): string | undefined {
  const names = stem.split("/").slice(-2).reverse();
  return names
    .map((name) => quantization.exec(name)?.[1])
    .find((found) => found !== undefined)
    ?.toUpperCase();
}

function chooseAnother(
  models: readonly GgufModel[],
  found: readonly GgufModel[],
  repository: string,
  choice: string | undefined,
): RequestError {
  if (models.length === 0) {
    return new RequestError(
      repository,
      `has no GGUF file, so there is no ${choice}`,
      `leave out ":${choice}", or choose a repository with GGUF files`,
      "final",
    );
  }
  const named = found.length > 0 ? found : models;
  const names = named.map((model) => shortName(model, models)).sort();
  const shown = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  const close = choice === undefined ? undefined : nearest(choice.toUpperCase(), names);
  const problem =
    choice === undefined
      ? `has ${found.length} GGUF models`
      : found.length > 0
        ? `has ${found.length} GGUF models that ${choice} could mean`
        : `has no GGUF model ${choice}`;
  return new RequestError(
    repository,
    `${problem}: there are ${shown}${more}`,
    `choose one, such as ${repository}:${close ?? names[0]}`,
    "final",
  );
}
