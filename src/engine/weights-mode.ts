/**
 * How weights are held. mmap: as pages of the file; ram: as copies in memory; auto: as pages of the file, which become
 * copies while the model answers.
 */
export const weightsModes = ["auto", "mmap", "ram"] as const;

export type WeightsMode = (typeof weightsModes)[number];
