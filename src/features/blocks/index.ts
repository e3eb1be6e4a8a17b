export { deleteBlock, exportBlocks, listBlockersAmong, listBlockersEverywhere, listBlocksOf, saveBlock, saveLifted } from './queries.ts';
export { blocksMade, eraseBlocks, findUnblocked, isBlocked } from './steps.ts';
export { places } from './tables.ts';
