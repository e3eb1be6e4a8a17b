import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const platforms: Record<string, MessageDescriptor> = {
  tiktok: msg`TikTok`,
  twitch: msg`Twitch`,
  youtube: msg`YouTube`,
  other: msg`Another platform`,
};
const roles: Record<string, MessageDescriptor> = {
  owner: msg`Owner`,
  manager: msg`Manager`,
  coach: msg`Coach`,
  scout: msg`Scout`,
  finance: msg`Finance`,
};

const say = (from: Record<string, MessageDescriptor>, name: string) => {
  const known = from[name];
  return known ? i18n._(known) : name;
};

/** "TikTok" */
export const platformName = (platform: string): string => say(platforms, platform);

/** "Coach" */
export const roleName = (role: string): string => say(roles, role);

/** "pottery" stands in lists as "Pottery". */
export const capital = (word: string): string => word.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase());
