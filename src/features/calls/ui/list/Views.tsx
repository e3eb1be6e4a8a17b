import { Trans, useLingui } from '@lingui/react/macro';
import { Bookmark, BookmarkPlus, ChevronDown, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { RosterView } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextField } from '#src/web/kit/Field.tsx';
import { Menu, type MenuAct } from '#src/web/kit/Menu.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { sameWish, type Wish } from './address.ts';

/** One's own views of the list: what was asked for, under a name. Nobody else sees them. */
export function OwnViews({ agencyId, wish, onShow }: { agencyId: string; wish: Wish; onShow: (wish: Wish) => void }) {
  const { t } = useLingui();
  const [naming, setNaming] = useState(false);
  const views = useRead('calls.views', { path: { agencyId } });
  const keep = useChange('calls.keepView', { touches: ['calls.views'] });
  const drop = useChange('calls.dropView', { touches: ['calls.views'] });
  const items = views.data?.items ?? [];
  const here = items.find((view) => sameWish(view.query, wish));
  const asked = !sameWish(wish, {});
  const failed = (error: unknown) => tell({ title: sayProblem(error), urgent: true });

  const takeAway = async ({ viewId, name, query }: RosterView) => {
    try {
      await drop.mutateAsync({ path: { agencyId, viewId } });
      const back = () => void keep.mutateAsync({ path: { agencyId }, body: { name, query } }).catch(failed);
      tell({ title: t`The view “${name}” is gone.`, undo: { label: t`Undo`, onPick: back } });
    } catch (error) {
      failed(error);
    }
  };
  const acts: MenuAct[] = [
    ...items.map((view) => ({
      label: <bdi>{view.name}</bdi>,
      icon: Bookmark,
      onPick: () => onShow(view.query),
      ...(view === here ? { note: t`now` } : {}),
    })),
    ...(here
      ? [{ label: t`Take “${here.name}” away`, icon: Trash2, apart: true, onPick: () => void takeAway(here) }]
      : [
          {
            label: t`Keep what is shown as a view`,
            icon: BookmarkPlus,
            apart: true,
            disabled: !asked,
            onPick: () => setNaming(true),
          },
        ]),
  ];
  return (
    <>
      <Menu
        label={t`Your views`}
        className="btn sm"
        trigger={
          <>
            <Bookmark size={16} strokeWidth={2} aria-hidden="true" />
            {here ? <bdi className="max-w-40 truncate">{here.name}</bdi> : <Trans>Views</Trans>}
            <ChevronDown size={15} strokeWidth={2} aria-hidden="true" />
          </>
        }
        acts={acts}
      />
      {naming && (
        <NameView
          busy={keep.isPending}
          error={keep.isError ? sayProblem(keep.error) : undefined}
          onClose={() => {
            setNaming(false);
            keep.reset();
          }}
          onKeep={(name) =>
            keep.mutate(
              { path: { agencyId }, body: { name, query: wish } },
              {
                onSuccess: () => {
                  setNaming(false);
                  tell({ title: t`Kept as “${name}”.`, how: t`It stands under “Views”, for you alone.` });
                },
              },
            )
          }
        />
      )}
    </>
  );
}

function NameView({
  busy,
  error,
  onKeep,
  onClose,
}: {
  busy: boolean;
  error: string | undefined;
  onKeep: (name: string) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !busy) onKeep(name.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Keep this view</Trans>}
      said={<Trans>Search, filters and order are kept under a name. You alone see it.</Trans>}
      acts={
        <>
          <Btn go type="submit" form="name-view" busy={busy} disabled={name.trim() === ''}>
            <Trans>Keep it</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <form id="name-view" onSubmit={send}>
        <TextField
          label={<Trans>Name</Trans>}
          value={name}
          onChange={setName}
          maxLength={60}
          required
          {...(error === undefined ? {} : { error })}
        />
      </form>
    </Dialog>
  );
}
