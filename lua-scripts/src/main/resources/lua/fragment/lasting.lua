--[[
fragment/lasting   Whether what a script has answered stays its answer: not a failure, and not a refusal for what its caller puts right before it calls again.
]]
local function lasting(reply)
  return not reply.err and not string.find(' EPOCH CORRUPT ORPHANED ARRIVING RESERVE UNREAD BLOCKED ', ' ' .. reply[1] .. ' ', 1, true)
end
