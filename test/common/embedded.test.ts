import { expect, test } from "bun:test";
import { isEmbedded } from "../../src/common/embedded.ts";

test("only paths into the executable are embedded", () => {
  for (const path of ["/$bunfs/root/a.pth", "B:/~BUN/root/a.pth", "B:\\~BUN\\root\\a.pth"]) {
    expect(isEmbedded(path)).toBe(true);
  }
  for (const path of ["a.pth", "/root/$bunfs/a.pth", "./$bunfs/a.pth", "/$bunfsroot/a.pth", "C:\\a.pth"]) {
    expect(isEmbedded(path)).toBe(false);
  }
});
