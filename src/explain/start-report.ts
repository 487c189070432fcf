import { showForeign, showForeignLines } from "../common/foreign-text.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import { describeModel } from "./metadata.ts";
import { byteSize } from "./metadata-table.ts";

/**
 * What was found when a model was loaded, as lines for people: its files, its sizes, its vocabulary, and how it runs.
 * @param ids the prompt as the model reads it, with its template; left out when there is none
 */
export function startReport(model: LanguageModel, ids?: readonly number[]): string[] {
  const { files, transformer, tokenizer } = model;
  const { folder, format, tensors, parameters, parameterBytes, vocabulary } = describeModel(files, tokenizer);
  const { config, options, weights } = transformer;
  const { context, ranks } = options.sizes;
  return [
    `files: ${showForeign(folder)}, ${format}`,
    `weights: ${tensors.length} tensors, ${parameters.toLocaleString("en")} parameters, ${byteSize(parameterBytes)}, held as ${weights}`,
    `network: ${config.nLayers} layers, dim ${config.dim}, ${config.nHeads} query heads, ${config.nKvHeads} key and value heads of ${config.headDim}, hidden dim ${config.hiddenDim}`,
    `vocabulary: ${vocabulary?.ordinary} tokens and ${vocabulary?.special} special ones`,
    `running: engine ${options.engine}, ${ranks} ${ranks === 1 ? "thread" : "threads"}, context ${context}, loaded in ${model.loadSeconds.toFixed(2)} s`,
    ...(ids === undefined ? [] : [`prompt: ${ids.length} tokens`, ...promptLines(model, ids)]),
  ];
}

/** The prompt with its special tokens by name, each line indented. */
function promptLines({ tokenizer }: LanguageModel, ids: readonly number[]): string[] {
  return showForeignLines(tokenizer.decode(ids))
    .split("\n")
    .map((line) => `  | ${line}`);
}
