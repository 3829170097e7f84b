/** The two questions that every page shows. */
export const company = { name: 'company', title: 'Company' };

export const role = {
  name: 'role',
  title: 'Your role',
  choices: [
    { value: 'developer', label: 'Development' },
    { value: 'operations', label: 'Operations' },
    { value: 'design', label: 'Design' },
    { value: 'management', label: 'Management' },
  ],
};
