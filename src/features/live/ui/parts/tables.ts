/** A table in the page itself, in no box: its head is no other ground, and its ends stand where the sentences do. */
export const plainTable = '[&_:is(td,th):first-child]:ps-0! [&_:is(td,th):last-child]:pe-0! [&_:is(th,thead,thead_td)]:bg-transparent!';
