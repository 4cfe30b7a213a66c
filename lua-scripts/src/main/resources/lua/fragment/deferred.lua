--[[
fragment/deferred   A server for the scripts of a unit: reads see what the writes before have done to hashes, writes are kept for the end. Those that may fail are in `moves`, with what takes
each back in `backs`, and in `events`, all others in `rest`; one for a key that holds another type fails at once. `freed`: what a field had that a write before removes, or nil.
]]
-- @include fragment/with_known
-- @include fragment/keep_fields
-- @include fragment/way_back
-- @include fragment/late_event
local function deferred(server, moves, backs, events, rest)
  local known, rung, asked = {}, {}, {}
  asked.error_reply = server.error_reply
  asked.freed = function(key, field) return known[key] and known[key][field] == false and server.call('HGET', key, field) end
  local reads = function(command) return string.find(' HMGET HGET TIME TYPE ZSCORE ', ' ' .. command .. ' ', 1, true) end
  asked.pcall = function(command, ...)
    if reads(command) then return with_known(server.pcall(command, ...), known[(...)], command, ...) end
    local words = {command, ...}
    if command == 'XADD' then events[#events + 1] = words; return late_event(server, words) or 1 end
    if command == 'UNLINK' then rest[#rest + 1] = words; return 1 end
    local back, failure = way_back(server, words)
    if failure then return failure end
    moves[#moves + 1], backs[#moves + 1] = words, back
    keep_fields(known, words)
    return 1
  end
  asked.call = function(command, ...)
    if reads(command) then return with_known(server.call(command, ...), known[(...)], command, ...) end
    local words = {command, ...}
    if command ~= 'PUBLISH' or not rung[words[2]] then rest[#rest + 1] = words end
    if command == 'PUBLISH' then rung[words[2]] = true else keep_fields(known, words) end
    return 1
  end
  return asked
end
