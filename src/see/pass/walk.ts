import { writeSync } from "node:fs";
import { Interrupted } from "../../engine/team/team.ts";
import { useTerminal } from "../../terminal/job-control.ts";
import { keyboard } from "../../terminal/keyboard.ts";
import { onLeaving } from "../../terminal/on-leaving.ts";
import type { Canvas } from "../canvas.ts";
import type { Journey } from "./journey.ts";
import { type Action, readActions } from "./keys.ts";
import { Pages } from "./pages.ts";
import { drawScreen } from "./screen-text.ts";

/** The other screen of a terminal (xterm's), which pagers use: what was on the first one is there again afterwards. */
const otherScreen = "\x1b[?1049h";
const firstScreen = "\x1b[?1049l";
const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";
/** In a narrow window the ends of lines are cut off, so that each line takes one row. */
const noWrap = "\x1b[?7l";
const wrap = "\x1b[?7h";
const home = "\x1b[H";
const eraseLine = "\x1b[K";
const eraseBelow = "\x1b[J";

/** Whether there is a screen to show pages on, and a keyboard to turn them. */
export function canWalk(): boolean {
  return process.stdout.isTTY === true && process.stdin.isTTY === true && process.env.TERM !== "dumb";
}

/**
 * Shows a journey page by page, until the person leaves. The terminal is then as it was before, and that too if the program
 * is ended meanwhile.
 * @param canvas made anew for each page, since the window may change
 * @param begin the name of the step to begin at
 * @throws Interrupted after Ctrl-C, or when the signal is aborted
 */
export async function walk(
  journey: Journey,
  canvas: () => Canvas,
  begin: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const walker = new Walker(journey, canvas, begin);
  const aborted = new Promise<Action[]>((resolve) => {
    signal.addEventListener("abort", () => resolve(["interrupt"]));
    if (signal.aborted) resolve(["interrupt"]);
  });
  const forget = onLeaving(() => walker.leave(writeAtOnce));
  const redraw = (): void => walker.enter();
  process.stdout.on("resize", redraw);
  const keys = keyboard();
  keys.open({ marksPastes: false });
  keys.beginQuestion();
  const release = useTerminal({ putBack: () => walker.leave(writeAtOnce), takeAgain: redraw });
  walker.enter();
  try {
    for (;;) {
      for (const action of await Promise.race([readActions(), aborted])) {
        if (action === "leave") return;
        if (action === "interrupt") throw new Interrupted();
        walker.do(action);
      }
      walker.draw();
    }
  } finally {
    process.stdout.off("resize", redraw);
    release();
    forget();
    walker.leave();
    keys.endQuestion();
    keys.close();
  }
}

class Walker {
  private readonly pages: Pages;
  /** The part of the page that is shown. */
  private part = 0;
  private parts = 1;

  constructor(
    private readonly journey: Journey,
    private readonly canvas: () => Canvas,
    begin: string | undefined,
  ) {
    this.pages = new Pages(journey, begin);
  }

  enter(): void {
    process.stdout.write(otherScreen + hideCursor + noWrap);
    this.draw();
  }

  leave(write = (text: string): void => void process.stdout.write(text)): void {
    write(wrap + showCursor + firstScreen);
  }

  draw(): void {
    const rows = process.stdout.rows || 24;
    const screen = drawScreen(this.journey, this.pages, this.part, rows, this.canvas());
    this.parts = screen.parts;
    // At a smaller size the page may have more parts, and fewer at a larger one
    if (this.part >= this.parts) {
      this.part = this.parts - 1;
      this.draw();
      return;
    }
    process.stdout.write(
      home +
        screen.lines
          .slice(0, rows)
          .map((line) => line + eraseLine)
          .join("\r\n") +
        eraseBelow,
    );
  }

  do(action: Exclude<Action, "leave" | "interrupt">): void {
    const { pages, part, parts } = this;
    switch (action) {
      case "next":
        if (part + 1 < parts) this.part++;
        else this.go(pages.number + 1);
        return;
      case "back":
        if (part > 0) this.part--;
        else this.go(pages.number - 1);
        return;
      case "first":
        this.go(0);
        return;
      case "last":
        this.go(pages.all.length - 1);
        return;
      case "toggle":
        pages.toggle();
        this.part = 0;
    }
  }

  private go(page: number): void {
    const { number } = this.pages;
    this.pages.go(page);
    if (this.pages.number !== number) this.part = 0;
  }
}

/** Writes to the terminal without waiting, for a program that ends; if the terminal has gone, so has the need for it. */
function writeAtOnce(text: string): void {
  try {
    writeSync(process.stdout.fd, text);
  } catch {
    // The terminal was closed
  }
}
