--[[
fragment/write_deferred   Runs what a unit has kept: first what may fail, and takes it back if something does; then the rest. The failure, or nil.
]]
local function write_deferred(server, moves, backs, rest)
  for i, move in ipairs(moves) do
    local reply = server.pcall(unpack(move))
    if type(reply) == 'table' and reply.err then
      for j = i - 1, 1, -1 do
        if backs[j] then server.call(unpack(backs[j])) end
      end
      return reply
    end
  end
  for _, command in ipairs(rest) do server.call(unpack(command)) end
  return nil
end
