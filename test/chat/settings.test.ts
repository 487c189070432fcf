import { describe, expect, test } from "bun:test";
import { changeSetting, describeSettings, settingNames } from "../../src/chat/settings.ts";

const options = { temperature: 0, topK: 40, topP: 1, minP: 0, seed: 7 };

describe("a setting", () => {
  test.each([
    ["temp", "0.7", { temperature: 0.7 }],
    ["top-k", "5", { topK: 5 }],
    ["top-p", "0.9", { topP: 0.9 }],
    ["min-p", ".1", { minP: 0.1 }],
    ["seed", "123", { seed: 123 }],
    ["seed", "none", { seed: undefined }],
    ["repeat-penalty", "1.1", { penalties: { repeat: 1.1, presence: 0, frequency: 0, lastTokens: 64 } }],
  ])("%s %s", (name, value, change) => {
    expect(changeSetting(options, name, value)).toEqual({ ...options, ...change });
  });

  test.each([
    ["temp", "hot", /temp hot: it must be a number from 0 up/],
    ["temp", "-1", /from 0 up/],
    ["temp", "Infinity", /number/],
    ["temp", "none", /number/],
    ["top-k", "1.5", /a whole number/],
    ["top-p", "0", /above 0, at most 1/],
    ["min-p", "2", /at most 1/],
    ["repeat-penalty", "0", /above 0/],
    ["presence-penalty", "-3", /from -2 up, at most 2/],
    ["seed", "", /or none/],
    ["constructor", "1", /no setting constructor; there are temp, top-k/],
  ])("%s %s is refused", (name, value, problem) => {
    expect(() => changeSetting(options, name, value)).toThrow(problem);
  });

  test("is shown alone or with the others", () => {
    expect(describeSettings(options, "top-k")).toMatch(/^top-k +40 /);
    const table = describeSettings(options).split("\n");
    expect(table.map((row) => row.split(" ")[0])).toEqual([...settingNames]);
  });
});
