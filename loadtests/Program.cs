Console.WriteLine("no scenario yet");
