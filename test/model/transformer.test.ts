import { describe, expect, test } from "bun:test";
import { formatFolder } from "../support/model-folder.ts";
import { fixture, readReference, relativeDifference } from "../support/reference.ts";
import { soloNetwork } from "../support/solo.ts";

// PyTorch sums in another order than we do: 1e-3 of the range of the logits is allowed, float32 gives far less
const tolerance = 2e-5;

const models = [
  { model: "tiny-llama", what: "three layers", folder: fixture("tiny-llama") },
  { model: "formats", what: "bfloat16", folder: formatFolder("bf16-zip.pth") },
  { model: "formats", what: "views and strides", folder: formatFolder("bf16-zip-views.pth") },
  { model: "formats", what: "float16", folder: formatFolder("f16-zip.pth") },
  { model: "formats", what: "float32", folder: formatFolder("f32-legacy.pth") },
];

describe.each(models)("$model, $what, against PyTorch", ({ model, folder }) => {
  const { reference, array } = readReference(model);

  test.each(reference.prompts)(
    "logits and greedy continuation of $name",
    ({ ids, logits, greedy, logits_after }) => {
      const network = soloNetwork(folder);
      let scores = network.scores(ids, 0);
      expect(relativeDifference(scores, array(logits))).toBeLessThan(tolerance);
      const answer: number[] = [];
      for (let position = ids.length; answer.length < greedy.length; position++) {
        answer.push(scores.indexOf(Math.max(...scores)));
        if (answer.length === greedy.length) {
          expect(relativeDifference(scores, array(logits_after))).toBeLessThan(tolerance);
        }
        scores = network.scores([answer.at(-1)!], position);
      }
      expect(answer).toEqual([...greedy]);
    },
  );

  test("every step, of the last token", () => {
    const { prompt, ...states } = reference.hidden_states;
    const { ids } = reference.prompts.find(({ name }) => name === prompt)!;
    const [steps, dim] = states.shape;
    const want = array(states);
    const layers = Array.from({ length: steps - 2 }, (_, n) => `layers.${n}`);
    const known = ["tok_embeddings", ...layers, "norm"];
    const seen: [string, number][] = [];
    soloNetwork(folder).scores(ids, 0, {
      wants: (step) => known.includes(step),
      observe: (step, { data, shape, strides, offset }) => {
        const last = data.subarray(offset + (shape[0] - 1) * strides[0]).subarray(0, dim);
        const expected = want.subarray(seen.length * dim, (seen.length + 1) * dim);
        seen.push([step, relativeDifference(last, expected)]);
      },
    });
    expect(seen.map(([step]) => step)).toEqual(known);
    for (const [step, difference] of seen) expect([step, difference < tolerance]).toEqual([step, true]);
  });

  test("the scores at every position, token by token", () => {
    const { prompt, ...stored } = reference.all_positions;
    const { ids } = reference.prompts.find(({ name }) => name === prompt)!;
    const [positions, vocabulary] = stored.shape;
    const want = array(stored);
    const network = soloNetwork(folder);
    for (let position = 0; position < positions; position++) {
      const scores = network.scores([ids[position]], position);
      const expected = want.subarray(position * vocabulary, (position + 1) * vocabulary);
      expect(relativeDifference(scores, expected)).toBeLessThan(tolerance);
    }
  });

  test("a prompt in two parts gives what it gives in one", () => {
    const { ids, logits } = reference.prompts.find(({ name }) => name.startsWith("33 tokens"))!;
    const network = soloNetwork(folder);
    expect(network.transformer.forward(ids.slice(0, 14), 0, { results: 0 })).toBeUndefined();
    const scores = network.scores(ids.slice(14), 14);
    expect(relativeDifference(scores, array(logits))).toBeLessThan(tolerance);
  });
});
