import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { Import } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { keyOf, useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** Ends it in whatever state it is; the file lies on the person's own disk, so nobody is asked twice. */
export function Stop({ agencyId, file, go = false }: { agencyId: string; file: Import; go?: boolean }) {
  const client = useQueryClient();
  const path = { agencyId, importId: file.importId };
  const stop = useChange('imports.stop', {
    touches: ['imports.list'],
    onDone: (answer) => client.setQueryData(keyOf('imports.get', { path }), answer),
  });
  return (
    <Btn
      go={go}
      busy={stop.isPending}
      onClick={() => stop.mutate({ path }, { onError: (error) => tell({ title: sayProblem(error), urgent: true }) })}
    >
      <Trans>Stop, keep nothing</Trans>
    </Btn>
  );
}
