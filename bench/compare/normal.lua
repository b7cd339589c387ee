-- Clients that think for 5 ms between an answer and the next request: a busy server, not one at its limit.
function delay()
  return 5
end
