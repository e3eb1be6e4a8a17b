export const topics = [
  'Pottery',
  'Music',
  'Chess',
  'Cooking',
  'Fitness',
  'Gaming',
  'Dance',
  'Drawing',
  'Gardening',
  'Languages',
  'Beauty',
  'Talk',
] as const;
export type Topic = (typeof topics)[number];

/** How often a topic is met, the words of its handles, and its tags. */
export const topicFacts: Record<Topic, { weight: number; handles: string[]; tags: string[] }> = {
  Pottery: {
    weight: 5,
    handles: ['clay', 'kiln', 'ceramics', 'pots', 'glaze', 'mud'],
    tags: ['ceramics', 'wheel throwing', 'glaze', 'handmade', 'studio'],
  },
  Music: {
    weight: 17,
    handles: ['music', 'sings', 'guitar', 'piano', 'beats', 'acoustic'],
    tags: ['live music', 'covers', 'requests', 'guitar', 'piano', 'original songs'],
  },
  Chess: {
    weight: 4,
    handles: ['chess', 'plays64', 'knight', 'checkmate', 'blitz'],
    tags: ['blitz', 'puzzles', 'openings', 'beginners welcome'],
  },
  Cooking: {
    weight: 10,
    handles: ['cooks', 'kitchen', 'eats', 'table', 'bakes'],
    tags: ['recipes', 'baking', 'street food', 'vegetarian', 'family dinner'],
  },
  Fitness: {
    weight: 7,
    handles: ['fit', 'moves', 'yoga', 'runs', 'strong'],
    tags: ['workout', 'yoga', 'mobility', 'no equipment', 'running'],
  },
  Gaming: {
    weight: 20,
    handles: ['plays', 'games', 'gg', 'tv', 'live', 'speedruns'],
    tags: ['speedrun', 'retro', 'co-op', 'ranked', 'cosy games', 'strategy'],
  },
  Dance: {
    weight: 6,
    handles: ['dance', 'steps', 'groove', 'dances'],
    tags: ['choreography', 'freestyle', 'salsa', 'k-pop', 'beginners welcome'],
  },
  Drawing: {
    weight: 8,
    handles: ['draws', 'ink', 'sketch', 'paints', 'art'],
    tags: ['watercolour', 'digital art', 'portraits', 'sketchbook', 'requests'],
  },
  Gardening: {
    weight: 4,
    handles: ['garden', 'plants', 'grows', 'balcony'],
    tags: ['balcony', 'houseplants', 'vegetables', 'seeds', 'compost'],
  },
  Languages: {
    weight: 4,
    handles: ['talks', 'speaks', 'lessons', 'words'],
    tags: ['pronunciation', 'conversation', 'exam practice', 'beginners welcome'],
  },
  Beauty: { weight: 7, handles: ['beauty', 'makeup', 'nails', 'skin', 'hair'], tags: ['make-up', 'skincare', 'nails', 'tutorial'] },
  Talk: {
    weight: 12,
    handles: ['talk', 'late', 'coffee', 'story', 'chats', 'daily'],
    tags: ['just chatting', 'stories', 'late night', 'questions answered', 'study with me'],
  },
};
