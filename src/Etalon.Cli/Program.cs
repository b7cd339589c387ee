using Etalon.Cli;

return await Root.InvokeAsync(args);
