import { css } from 'lit';

export const conditionEditorStyles = css`
  .condition { display: flex; flex-wrap: wrap; gap: 0.25rem; align-items: center; }
  .condition > .input { flex: 1 1 6rem; inline-size: auto; }
  .link { justify-self: start; }
  textarea { resize: vertical; }
`;
