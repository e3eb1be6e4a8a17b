export { deleteBlock, exportBlocks, listBlockersAmong, listBlockersEverywhere, listBlocksOf, saveBlock } from './queries.ts';
export { eraseBlocks, isBlocked } from './steps.ts';
export { places } from './tables.ts';
