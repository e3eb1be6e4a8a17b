/** So many stand side by side. */
export const comparedMost = 5;
