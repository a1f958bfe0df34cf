/** What keeps an entry from being written, in words for the one who adds it: what is missing or wrong, or that they left. */
export class Unfit extends Error {}
