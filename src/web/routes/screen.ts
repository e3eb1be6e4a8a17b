import type { MessageDescriptor } from '@lingui/core';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { OperationId } from '../client.gen.ts';

/** One screen of a room. A screen with `tab` stands in its room's rail and tabs: there is no tab without a screen. */
export interface Screen {
  /** Path with $names, as the router writes them. */
  path: string;
  /** The document's title; a screen may say it more exactly with `useTitle`. */
  title: MessageDescriptor;
  load: () => Promise<{ default: ComponentType }>;
  /** What it reads first, asked for while the program is still loading. Only reads without names in their path, and none that is logged as a look. */
  reads?: OperationId[];
  tab?: {
    icon: LucideIcon;
    label: MessageDescriptor;
    /** A gap above it in the rail. */ apart?: boolean;
    /** Paths under which it is lit as well. */ also?: string[];
    /** Stands only for those who may do this: nobody meets a tab that refuses them. */ needs?: OperationId;
  };
}
