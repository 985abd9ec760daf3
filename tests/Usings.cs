// Orleans has a public type of the same name.
global using ErrorCode = Platform.Contracts.Errors.ErrorCode;
