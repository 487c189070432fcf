import { setDefaultTimeout } from "bun:test";

// No test has a limit of its own: this one only ends what hangs, also on a slow or busy machine
setDefaultTimeout(120_000);
