/** A whole number between two; null: it is none. */
export const whole = (text: string, min: number, max: number): number | null => {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : null;
};
/** A share in per cent as parts per ten thousand; null: it is none. */
export const shareOf = (text: string): number | null => {
  const value = Math.round(Number(text.trim().replace(',', '.')) * 100);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 && value <= 10_000 ? value : null;
};
