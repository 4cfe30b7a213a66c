--[[
fragment/restored   Brings back attachments from their dumps, "" for none, which begin at a place of `argv`; all or none. A failure, or nil.
]]
local function restored(attachments, argv, first)
  for k, key in ipairs(attachments) do
    local dump = argv[first + k - 1]
    local reply = dump ~= '' and redis.pcall('RESTORE', key, '0', dump)
    if reply and reply.err then
      redis.call('UNLINK', unpack(attachments))
      return reply
    end
  end
  return nil
end
