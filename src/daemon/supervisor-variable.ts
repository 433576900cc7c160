/** By this environment variable a child knows that its parent died before it could ask to be told. */
export const supervisorVariable = "HOLDFAST_SUPERVISOR";
