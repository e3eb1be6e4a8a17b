import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#src/web/api.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import type { Kind } from '#src/web/words/policies.ts';
import type { Effect } from './effects.ts';

interface Asked {
  kind: Kind;
  params: Record<string, unknown>;
  effect: Effect['name'];
  change: 'gained' | 'lost';
}
type One = Answer<'ops.affected'>['items'][number];

/** Those behind a figure, page by page. */
export function Names(asked: Asked) {
  const { t } = useLingui();
  const names = usePages(
    'ops.affected',
    { body: { ...asked, limit: 20 } },
    { quiet: true, next: (given, cursor) => ({ ...given, body: { ...given.body, cursor } }) },
  );
  const { items, first, hasNextPage } = names;
  return (
    <div className="grid gap-2">
      {!first && !names.isError && <Skeleton rows={3} avatar={false} label={t`Loading the names`} />}
      <Failed error={names.error} />
      <ul className="grid gap-1">
        {items.map((one, index) => (
          <li key={index} className="flex flex-wrap gap-x-2">
            <Called one={one} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Btn small busy={names.isFetchingNextPage} onClick={() => void names.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
    </div>
  );
}

function Called({ one: { creator, person, agency, n } }: { one: One }) {
  return (
    <>
      {creator ? (
        <TextLink to="/operator/creators" search={{ q: creator.displayName }}>
          {creator.displayName}
        </TextLink>
      ) : person ? (
        <span>{person.name}</span>
      ) : null}
      {agency ? (
        <TextLink to="/operator" search={{ q: agency.name }}>
          {agency.name}
        </TextLink>
      ) : (
        <Trans>Somebody who is gone</Trans>
      )}
      {n > 1 && (
        <span className="text-text-2">
          <Plural value={n} one="# time" other="# times" />
        </span>
      )}
    </>
  );
}
